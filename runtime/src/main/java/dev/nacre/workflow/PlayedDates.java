package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Value;
import dev.nacre.record.Forms;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The moments that one played record names, and what they start: as {@link TimedTriggers} would,
 * whenever the moment comes, and again whenever the record changes after that.
 */
final class PlayedDates {
  private final RecordEngine records;
  private final Forms rules;
  private final UUID record;
  private final List<Workflow> dated;
  private final Set<Began> began = new HashSet<>();
  private final Set<Asked> asked = new HashSet<>();

  /** A moment starts a workflow once. */
  private record Began(String workflow, Instant at) {}

  /** A record that has not changed is asked once. */
  private record Asked(Began what, long version) {}

  /** A moment that starts a workflow, if its condition holds then. */
  record Date(Workflow workflow, Trigger.Dated trigger, Instant at, long version) {}

  PlayedDates(RecordEngine records, Forms rules, UUID record, List<Workflow> dated) {
    this.records = records;
    this.rules = rules;
    this.record = record;
    this.dated = dated;
  }

  /** The first one that hasn't been dealt with; it may be past. */
  @Nullable Date next() {
    Date first = null;
    for (Workflow workflow : dated) {
      if (workflow.trigger() instanceof Trigger.Dated trigger) {
        Date date = next(workflow, trigger);
        if (date != null && (first == null || date.at().isBefore(first.at()))) {
          first = date;
        }
      }
    }
    return first;
  }

  private @Nullable Date next(Workflow workflow, Trigger.Dated trigger) {
    StoredRecord living = living(trigger, null);
    Instant at = living == null ? null : DatedLook.moment(trigger, living, rules.zone());
    if (living == null || at == null) {
      return null;
    }
    var what = new Began(workflow.id(), at);
    return began.contains(what) || asked.contains(new Asked(what, living.version()))
        ? null
        : new Date(workflow, trigger, at, living.version());
  }

  /** What it starts now; null when its condition doesn't hold. */
  @Nullable Instance start(Date date, Instant now) {
    var what = new Began(date.workflow().id(), date.at());
    asked.add(new Asked(what, date.version()));
    Condition when = date.trigger().when();
    if (when != null && living(date.trigger(), when) == null) {
      return null;
    }
    began.add(what);
    return Instance.ready(
        date.workflow(),
        record,
        JsonNodeFactory.instance.objectNode(),
        0,
        null,
        TimedTriggers.WHO,
        now);
  }

  private @Nullable StoredRecord living(Trigger.Dated trigger, @Nullable Condition when) {
    var parts = new ArrayList<Condition>();
    parts.add(
        new Condition.Compare(
            "id",
            Condition.Op.EQ,
            new Value.Literal(JsonNodeFactory.instance.textNode(record.toString()))));
    if (when != null) {
      parts.add(when);
    }
    Query query = Query.of(trigger.form()).where(new Condition.All(parts)).limit(1).withoutLines();
    return records.query(rules, query, Identity.engine("trial")).records().stream()
        .findFirst()
        .orElse(null);
  }
}
