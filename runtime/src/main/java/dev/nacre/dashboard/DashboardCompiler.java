package dev.nacre.dashboard;

import dev.nacre.kind.KindRegistry;
import dev.nacre.metadata.DashboardDefinition;
import dev.nacre.metadata.Problems;
import dev.nacre.record.AggregateEngine;
import dev.nacre.record.Forms;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a definition into a dashboard that can be asked. */
@Singleton
public final class DashboardCompiler {
  private final KindRegistry<WidgetType<?>> types;
  private final AggregateEngine aggregates;

  /** With these kinds. */
  public DashboardCompiler(@All List<WidgetType<?>> types, AggregateEngine aggregates) {
    this.types = new KindRegistry<>("widget", types);
    this.aggregates = aggregates;
  }

  /** The widget types, for palettes and reference pages. */
  public KindRegistry<WidgetType<?>> types() {
    return types;
  }

  /**
   * Compiles, and reports everything that is wrong, with pointers into the dashboard's file.
   *
   * @return null when anything is wrong
   */
  public @Nullable Dashboard compile(
      DashboardDefinition definition, Forms forms, Problems problems) {
    var found = new Problems();
    var ids = new HashSet<String>();
    var widgets = new ArrayList<Dashboard.Widget>();
    for (int i = 0; i < definition.widgets().size(); i++) {
      DashboardDefinition.Widget widget = definition.widgets().get(i);
      String pointer = "/widgets/" + i;
      if (!ids.add(widget.id())) {
        found.add(pointer + "/id", "widget_twice", widget.id());
      }
      WidgetType<?> type = types.find(widget.type(), pointer + "/type", found);
      WidgetQuery query =
          type == null ? null : compile(type, widget, forms, pointer + "/settings", found);
      if (query != null) {
        widgets.add(new Dashboard.Widget(widget, query));
      }
    }
    problems.addAll(found);
    return found.isEmpty() ? new Dashboard(definition, List.copyOf(widgets)) : null;
  }

  private <S extends Record> @Nullable WidgetQuery compile(
      WidgetType<S> type,
      DashboardDefinition.Widget widget,
      Forms forms,
      String pointer,
      Problems problems) {
    S settings = types.settings(type, widget.settings(), pointer, problems);
    return settings == null
        ? null
        : type.compile(settings, new WidgetContext(aggregates, forms, pointer, problems));
  }
}
