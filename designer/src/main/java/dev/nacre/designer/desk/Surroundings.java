package dev.nacre.designer.desk;

import dev.nacre.dashboard.WidgetResult;
import dev.nacre.designer.render.RenderContext;
import dev.nacre.metadata.DashboardDefinition;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What the running app tells the designer, on behalf of whoever is signed in. */
public interface Surroundings {
  /** What people are called, by their sign-in names. */
  Map<String, String> people();

  /** How values of the app are shown to that person. */
  RenderContext context(Locale locale);

  /**
   * A question for what a widget shows of the records that are there, as far as the person may see
   * them; asked later, beside the screen.
   */
  Supplier<WidgetResult> preview(DashboardDefinition.Widget widget);

  /** Does something beside the screen that waits for it. */
  void background(Runnable work);

  /** The services that its connectors speak with. */
  Partners partners();
}
