package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation that brings payloads, page by page, and can be polled. */
public interface PullOperation extends Operation {
  /** How it wants to be polled. */
  Pace pace();

  /**
   * Fetches one page.
   *
   * @param window what changed when; both ends are null where {@link Pace#windowed} isn't
   * @param cursor {@link Page#next} of the page before; null for the first
   * @param input what else templates see as {@code input}
   * @throws OperationFailedException when there is no page
   */
  Page page(Call call, Window window, @Nullable String cursor, JsonNode input);

  /**
   * Asks about a window as a whole: what is told of it, not what is in it.
   *
   * @return the answer, or its first element; null in JSON when there is none
   * @throws OperationFailedException when there is no answer
   */
  default JsonNode ask(Call call, Window window, JsonNode input) {
    List<JsonNode> items = page(call, window, null, input).items();
    return items.isEmpty() ? NullNode.getInstance() : items.getFirst();
  }

  /**
   * How an operation wants to be polled.
   *
   * @param windowed whether it takes a window of time; else each run brings everything
   * @param span the widest window that it takes
   * @param lag what is younger isn't asked for yet
   * @param tries how often a page is tried within a run
   * @param pause before the second try; doubled before each further one
   */
  record Pace(boolean windowed, Duration span, Duration lag, int tries, Duration pause) {}

  /** A stretch of time; both ends are in it, or not, as the other side likes. */
  record Window(@Nullable Instant since, @Nullable Instant until) {
    /** All there is. */
    public static final Window ALL = new Window(null, null);
  }

  /**
   * Some payloads.
   *
   * @param next what to hand over for the following page; null when there is none
   */
  record Page(List<JsonNode> items, @Nullable String next) {}
}
