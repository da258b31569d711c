package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.InstanceQuery;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads which instances are asked for. */
final class InstanceQuestions {
  private static final String PAUSED = "paused";
  private static final String OPEN = "open";

  private InstanceQuestions() {}

  /** Gives what is called so in the question; null when it isn't there. */
  interface Asked {
    @Nullable String get(String name);
  }

  /** From the body of a request. */
  static InstanceQuery read(JsonNode filter) {
    return read(name -> filter.path(name).textValue());
  }

  /** From whatever gives the parameters. */
  static InstanceQuery read(Asked asked) {
    String state = asked.get("state");
    boolean paused = PAUSED.equals(state);
    return InstanceQuery.all()
        .startedBy(Parameters.id("parent", asked.get("parent")))
        .of(asked.get("workflow"), asked.get("form"), Parameters.id("record", asked.get("record")))
        .version(version(asked.get("version")))
        .in(paused ? Set.of() : states(state), paused ? Boolean.TRUE : null)
        .at(asked.get("step"), duration(asked.get("olderThan")))
        .failing(asked.get("error"));
  }

  private static @Nullable Duration duration(@Nullable String text) {
    try {
      return text == null ? null : Duration.parse(text);
    } catch (DateTimeException e) {
      throw Parameters.wrong("olderThan", text, "PT10M, PT1H, P1D");
    }
  }

  private static @Nullable Integer version(@Nullable String text) {
    return text == null ? null : Parameters.number("version", text, Integer.MAX_VALUE);
  }

  private static Set<Instance.State> states(@Nullable String text) {
    if (text == null) {
      return Set.of();
    }
    return text.equals(OPEN)
        ? Instance.State.OPEN
        : Arrays.stream(Instance.State.values())
            .filter(state -> state.id().equals(text))
            .findFirst()
            .map(Set::of)
            .orElseThrow(
                () ->
                    Parameters.wrong(
                        "state",
                        text,
                        Arrays.stream(Instance.State.values())
                            .map(Instance.State::id)
                            .collect(Collectors.joining(", ", "", ", " + PAUSED + ", " + OPEN))));
  }
}
