package dev.nacre.connector;

import com.fasterxml.jackson.core.JsonPointer;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Names;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.ConnectorDefinition.Ingest;
import dev.nacre.metadata.ConnectorDefinition.Totals;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Source;
import dev.nacre.metadata.Suggestions;
import dev.nacre.record.Aggregate.Span;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out what is compared with the other side's own totals, and how. */
record TotalsCompiler(
    ConnectorDefinition definition,
    Map<String, Operation> operations,
    ExpressionEngine expressions,
    Forms forms,
    Problems problems) {
  private static final Duration BACK = Duration.ofDays(1);
  private static final Duration FARTHEST = Duration.ofDays(92);
  private static final Duration AFTER = Duration.ofMinutes(15);

  List<TotalsPlan> compile() {
    var plans = new ArrayList<TotalsPlan>();
    for (int i = 0; i < definition.ingest().size(); i++) {
      Ingest ingest = definition.ingest().get(i);
      Form form = forms.find(ingest.form()).orElse(null);
      // a form that isn't there is told at the mapping
      if (ingest.totals() != null && form != null) {
        int before = problems.list().size();
        TotalsPlan plan = plan(ingest, ingest.totals(), form, "/ingest/" + i + "/totals");
        if (plan != null && problems.list().size() == before) {
          plans.add(plan);
        }
      }
    }
    return plans;
  }

  private @Nullable TotalsPlan plan(Ingest ingest, Totals totals, Form form, String at) {
    String brings = ingest.operation();
    if (brings == null) {
      problems.add(at, "totals_not_polled", ingest.id());
      return null;
    }
    windowed(totals.operation(), at + "/operation");
    if (totals.refetch() != null) {
      windowed(totals.refetch(), at + "/refetch");
    }
    Span per = "day".equals(totals.per()) ? Span.DAY : Span.HOUR;
    Field time = field(form, totals.time(), at + "/time");
    if (time != null) {
      checkTime(time, per, at + "/time");
    }
    if ((totals.sum() == null) != (totals.amount() == null)) {
      problems.add(at, "totals_amount_and_sum");
    } else if (totals.sum() != null) {
      Field sum = field(form, totals.sum(), at + "/sum");
      if (sum != null && sum.type() != ValueType.NUMBER) {
        problems.add(at + "/sum", "totals_sum_no_number", sum.id());
      }
    }
    if (totals.where() != null) {
      expressions.filter(
          totals.where(), Names.of(form, id -> forms.byId().get(id)), at + "/where", problems);
    }
    JsonPointer count = pointer(totals.count(), at + "/count");
    JsonPointer amount =
        totals.amount() instanceof Source.Pointer(String text)
            ? pointer(text, at + "/amount")
            : null;
    CompiledFormula formula = formula(totals.amount(), at + "/amount");
    Duration back = duration(totals.back(), BACK, FARTHEST, at + "/back");
    Duration after = duration(totals.after(), AFTER, BACK, at + "/after");
    return count == null || time == null
        ? null
        : new TotalsPlan(
            ingest.id(),
            brings,
            totals.operation(),
            count,
            amount,
            formula,
            form.id(),
            totals.time(),
            time.type() == ValueType.DATE,
            totals.sum(),
            totals.where(),
            per,
            back,
            after,
            Boolean.TRUE.equals(totals.inclusive()),
            totals.refetch() == null ? brings : totals.refetch());
  }

  private void windowed(String operation, String at) {
    boolean declared =
        definition.operations().stream().anyMatch(o -> o.path("id").asText().equals(operation));
    if (!declared) {
      String known =
          definition.operations().stream()
              .map(o -> o.path("id").asText())
              .collect(Collectors.joining(", "));
      problems.add(at, "operation_unknown", operation, known);
      return;
    }
    Operation ready = operations.get(operation); // what is wrong with it is told there
    if (ready != null && !(ready instanceof PullOperation pull && pull.pace().windowed())) {
      problems.add(at, "totals_no_window", operation);
    }
  }

  private void checkTime(Field time, Span per, String at) {
    if (time.type() == ValueType.DATE) {
      if (per == Span.HOUR) {
        problems.add(at, "totals_hours_of_days", time.id());
      }
    } else if (time.type() != ValueType.MOMENT) {
      problems.add(at, "totals_no_time", time.id());
    }
  }

  private @Nullable Field field(Form form, String id, String at) {
    Field field = form.field(id).orElse(null);
    if (field == null && !form.doubts(id)) {
      Set<String> ids = form.fields().stream().map(Field::id).collect(Collectors.toSet());
      problems.add(
          at,
          "map_field_unknown",
          id,
          form.id(),
          ids.stream().sorted().collect(Collectors.joining(", ")),
          Suggestions.question(id, ids));
    }
    return field;
  }

  private @Nullable CompiledFormula formula(@Nullable Source amount, String at) {
    if (amount == null || amount instanceof Source.Pointer) {
      return null;
    }
    if (!(amount instanceof Source.Computed computed)) {
      problems.add(at, "source_not_single");
      return null;
    }
    var names = new Names(null, false, null, Set.of("source"), true, id -> null);
    return expressions.value(computed.value(), names, at, problems);
  }

  private @Nullable JsonPointer pointer(String text, String at) {
    try {
      return JsonPointer.compile(text);
    } catch (IllegalArgumentException e) {
      problems.add(at, "pointer_invalid", text);
      return null;
    }
  }

  private Duration duration(@Nullable String text, Duration otherwise, Duration most, String at) {
    try {
      Duration given = text == null ? otherwise : Duration.parse(text);
      if (given.compareTo(most) > 0) {
        problems.add(at, "totals_too_long", String.valueOf(text), most);
      }
      return given;
    } catch (DateTimeException e) {
      problems.add(at, "poll_duration_invalid", String.valueOf(text));
      return otherwise;
    }
  }
}
