package dev.nacre.connector;

import dev.nacre.event.PaceState;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Text;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A connector as somebody sees it who keeps it going.
 *
 * @param kind by its id
 * @param problems what is missing, or why the last run failed
 * @param secrets those that it names
 * @param connected whether somebody gave leave at the service; null when it needs nobody's
 * @param pace how it is being used
 * @param pausable whether it asks or sends something by itself
 * @param polls how far its polling got; of operations that are polled
 * @param totals what was found beside the other side's own totals in the last two days, the oldest
 *     first
 */
public record Connection(
    String id,
    Text name,
    String kind,
    State state,
    List<Problem> problems,
    List<NamedSecret> secrets,
    @Nullable Boolean connected,
    PaceState pace,
    boolean pausable,
    List<PollState> polls,
    List<Compared> totals) {

  /** Copies the lists. */
  public Connection {
    problems = List.copyOf(problems);
    secrets = List.copyOf(secrets);
    polls = List.copyOf(polls);
    totals = List.copyOf(totals);
  }

  /** How it is. */
  public enum State {
    /** The last run failed. */
    FAILING,
    /** Not set up yet: it rests, and what it should send waits. */
    RESTING,
    /** A person keeps it from being asked and sent to; what comes in by itself still does. */
    PAUSED,
    /** In use. */
    READY;

    /** The id, as it stands in answers. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A secret by its name, and whether it is set. */
  public record NamedSecret(String name, boolean set) {}
}
