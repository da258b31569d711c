package dev.nacre.dashboard;

import dev.nacre.record.AggregateEngine;
import dev.nacre.record.AggregatePlan;
import dev.nacre.record.Aggregation;
import dev.nacre.record.Forms;
import dev.nacre.record.Page;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.Identity;
import java.time.Instant;
import java.time.ZoneId;

/** Who looks at a widget, and through whose eyes it asks. */
public final class WidgetReader {
  private final AggregateEngine aggregates;
  private final RecordEngine records;
  private final Forms forms;
  private final Identity who;
  private final Instant now;

  WidgetReader(
      AggregateEngine aggregates, RecordEngine records, Forms forms, Identity who, Instant now) {
    this.aggregates = aggregates;
    this.records = records;
    this.forms = forms;
    this.who = who;
    this.now = now;
  }

  /** The figures, of what the reader may read. */
  public Aggregation figures(AggregatePlan plan) {
    return aggregates.run(forms, plan, who);
  }

  /** The records, of what the reader may read. */
  public Page records(Query query) {
    return records.query(forms, query, who);
  }

  /** The forms that are served. */
  public Forms forms() {
    return forms;
  }

  /** Who looks. */
  public Identity who() {
    return who;
  }

  /** The moment that counts as now. */
  public Instant now() {
    return now;
  }

  /** The zone in which the app's days begin. */
  public ZoneId zone() {
    return forms.zone();
  }
}
