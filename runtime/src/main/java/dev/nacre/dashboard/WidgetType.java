package dev.nacre.dashboard;

import dev.nacre.kind.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A type of widget.
 *
 * @param <S> its settings
 */
public interface WidgetType<S extends Record> extends Kind<S> {
  /**
   * Checks the settings against the app and makes them ready to be asked. Reports everything that
   * is wrong; what it returns is used only when nothing is.
   */
  @Nullable WidgetQuery compile(S settings, WidgetContext context);
}
