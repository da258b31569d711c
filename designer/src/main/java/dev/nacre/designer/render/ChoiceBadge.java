package dev.nacre.designer.render;

import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;

/** A small coloured label. */
public final class ChoiceBadge {
  private static final int COLORS = 8;

  private ChoiceBadge() {}

  /**
   * A badge in its own colour, else in the colour of its place among the options.
   *
   * @param color {@code #rrggbb} or a colour's English name; may be null
   */
  public static Span of(String text, int place, @Nullable String color) {
    var badge = new Span(text);
    badge.addClassName("nacre-badge");
    if (color == null) {
      badge.addClassName("hue-" + place % COLORS);
    } else {
      badge.getStyle().set("--badge-color", color);
    }
    return badge;
  }
}
