package dev.nacre.dashboard;

import dev.nacre.metadata.DashboardDefinition;
import java.util.List;

/** A published dashboard, ready to be asked. */
public record Dashboard(DashboardDefinition definition, List<Widget> widgets) {

  /** One widget. */
  public record Widget(DashboardDefinition.Widget definition, WidgetQuery query) {}
}
