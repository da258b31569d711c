package dev.nacre.connector;

import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.ConnectorDefinition.Ingest;
import dev.nacre.metadata.Problems;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out which operations of a connector are polled, and how. */
record PollCompiler(
    ConnectorDefinition definition, Map<String, Operation> operations, Problems problems) {
  private static final Duration OVERLAP = Duration.ofMinutes(10);
  private static final Duration LOOK_BACK = Duration.ofDays(1);
  private static final Duration SHORTEST = Duration.ofSeconds(10);

  List<PollPlan> compile(ConnectorKind<?> kind) {
    var plans = new LinkedHashMap<String, PollPlan>();
    for (int i = 0; i < definition.ingest().size(); i++) {
      Ingest ingest = definition.ingest().get(i);
      String at = "/ingest/" + i;
      String operation = ingest.operation();
      if (operation == null) {
        pushed(kind, ingest, at);
        continue;
      }
      PollPlan plan = plan(operation, ingest, at);
      if (polled(operation, plan, at)) {
        plans.merge(operation, plan, PollCompiler::both);
      }
    }
    return List.copyOf(plans.values());
  }

  private void pushed(ConnectorKind<?> kind, Ingest ingest, String at) {
    if (kind instanceof CallKind<?, ?>) {
      problems.add(at + "/operation", "ingest_needs_operation", kind.id(), known());
    } else if (ingest.every() != null || !ingest.at().isEmpty()) {
      problems.add(
          at + (ingest.every() == null ? "/at" : "/every"), "ingest_not_polled", kind.id());
    }
  }

  private boolean polled(String operation, PollPlan plan, String at) {
    boolean declared =
        definition.operations().stream().anyMatch(o -> o.path("id").asText().equals(operation));
    if (!declared) {
      problems.add(at + "/operation", "operation_unknown", operation, known());
      return false;
    }
    Operation ready = operations.get(operation);
    if (ready == null) {
      return false; // what is wrong with it is told there
    }
    if (!(ready instanceof PullOperation pull)) {
      problems.add(at + "/operation", "operation_brings_nothing", operation);
      return false;
    }
    if (pull.pace().windowed() && plan.overlap().compareTo(pull.pace().span()) >= 0) {
      problems.add(at + "/overlap", "overlap_too_long", plan.overlap(), pull.pace().span());
    }
    return true;
  }

  private String known() {
    return String.join(
        ", ", definition.operations().stream().map(o -> o.path("id").asText()).toList());
  }

  private PollPlan plan(String operation, Ingest ingest, String at) {
    Duration every = duration(ingest.every(), at + "/every", null);
    if (every != null && every.compareTo(SHORTEST) < 0) {
      problems.add(at + "/every", "every_too_short", ingest.every(), SHORTEST);
    }
    var times = new ArrayList<LocalTime>();
    ingest.at().forEach(time -> times.add(LocalTime.parse(time))); // shaped by the schema
    Duration overlap = duration(ingest.overlap(), at + "/overlap", OVERLAP);
    Duration lookBack = duration(ingest.lookBack(), at + "/lookBack", LOOK_BACK);
    return new PollPlan(
        operation,
        every,
        times,
        overlap == null ? OVERLAP : overlap,
        lookBack == null ? LOOK_BACK : lookBack);
  }

  private @Nullable Duration duration(
      @Nullable String text, String at, @Nullable Duration otherwise) {
    try {
      return text == null ? otherwise : Duration.parse(text);
    } catch (DateTimeException e) {
      problems.add(at, "poll_duration_invalid", String.valueOf(text));
      return otherwise;
    }
  }

  /** Two mappings of what one operation brings: it is asked as often as either wants. */
  private static PollPlan both(PollPlan one, PollPlan two) {
    Duration every = one.every() == null ? two.every() : one.every();
    if (every != null && two.every() != null && two.every().compareTo(every) < 0) {
      every = two.every();
    }
    var at = new ArrayList<>(one.at());
    at.addAll(two.at());
    return new PollPlan(
        one.operation(),
        every,
        at,
        longer(one.overlap(), two.overlap()),
        longer(one.lookBack(), two.lookBack()));
  }

  private static Duration longer(Duration one, Duration two) {
    return one.compareTo(two) >= 0 ? one : two;
  }
}
