package dev.nacre.dashboard;

/** What a widget asks, checked and ready. */
public interface WidgetQuery {
  /** Asks it on behalf of a reader. */
  WidgetResult run(WidgetReader reader);
}
