package dev.nacre.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.nacre.metadata.Problem;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of an attempt to send something. */
public sealed interface Sending {
  /**
   * The partner took it.
   *
   * @param answer what it said; JSON null when nothing
   */
  record Sent(JsonNode answer) implements Sending {}

  /**
   * It failed for a reason that may pass.
   *
   * @param after when the partner wants it again; null means as usual
   */
  record Again(Problem why, @Nullable Duration after) implements Sending {}

  /** It can't be taken as it is; a person must look. */
  record Refused(List<Problem> why) implements Sending {
    /** Copies the reasons. */
    public Refused {
      why = List.copyOf(why);
    }
  }

  /** The partner wants less at a time: the whole connector rests, and no attempt is counted. */
  record Throttled(Problem why, Duration rest) implements Sending {}

  /** Taken, and nothing said. */
  static Sending sent() {
    return new Sent(NullNode.instance);
  }

  /** Failed for a reason that may pass. */
  static Sending again(String code, Object... args) {
    return new Again(Problem.at("", code, args), null);
  }

  /** Can't be taken as it is. */
  static Sending refused(String code, Object... args) {
    return new Refused(List.of(Problem.at("", code, args)));
  }
}
