package dev.nacre.dashboard;

import dev.nacre.metadata.Problem;
import dev.nacre.record.AggregateEngine;
import dev.nacre.record.Forms;
import dev.nacre.record.InvalidQueryException;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks what dashboards show. */
@Singleton
public final class DashboardEngine {
  private final AggregateEngine aggregates;
  private final RecordEngine records;

  /** With the engines that answer. */
  public DashboardEngine(AggregateEngine aggregates, RecordEngine records) {
    this.aggregates = aggregates;
    this.records = records;
  }

  /**
   * What each widget shows to that reader, by the widget's id, in order. A widget about what the
   * reader may not see is {@link WidgetResult.Refused}; the others are still answered.
   *
   * @throws ForbiddenException when the reader may not see the dashboard
   */
  public Map<String, WidgetResult> data(Forms forms, Dashboard dashboard, Identity who) {
    var results = new LinkedHashMap<String, WidgetResult>();
    for (Dashboard.Widget widget : dashboard.widgets()) {
      results.put(widget.definition().id(), data(forms, dashboard, widget, who));
    }
    return results;
  }

  /**
   * What one widget shows to that reader.
   *
   * @throws ForbiddenException when the reader may not see the dashboard
   */
  public WidgetResult data(
      Forms forms, Dashboard dashboard, Dashboard.Widget widget, Identity who) {
    String id = dashboard.definition().id();
    if (!forms.permissions().dashboard(id, who)) {
      throw new ForbiddenException(Problem.at("", "not_allowed", "read", id));
    }
    try {
      return widget
          .query()
          .run(new WidgetReader(aggregates, records, forms, who, records.scope(forms, who).now()));
    } catch (ForbiddenException | InvalidQueryException e) {
      return new WidgetResult.Refused(e.problems());
    }
  }
}
