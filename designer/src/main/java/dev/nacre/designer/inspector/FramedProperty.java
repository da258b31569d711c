package dev.nacre.designer.inspector;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * What an editor of several inputs has around them: a box, a line for what is wrong, and those who
 * want to know of changes.
 */
abstract class FramedProperty implements PropertyEditor {
  final Div box = new Div();
  final Span error = new Span();
  private final List<Runnable> listeners = new ArrayList<>();
  private boolean telling = true;

  FramedProperty(String look) {
    box.addClassName(look);
    error.addClassName("nd-error");
  }

  /** What stands above the inputs. */
  static Span title(String label) {
    var title = new Span(label);
    title.addClassName("nd-label");
    return title;
  }

  @Override
  public final Component component() {
    return box;
  }

  @Override
  public final void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Says that the person has changed something. */
  final void tell() {
    if (telling) {
      List.copyOf(listeners).forEach(Runnable::run);
    }
  }

  /** Shows something without telling anybody. */
  final void quietly(Runnable show) {
    boolean before = telling;
    telling = false;
    try {
      show.run();
    } finally {
      telling = before;
    }
  }

  /** Whether what happens is the person's doing. */
  final boolean telling() {
    return telling;
  }

  @Override
  public void wrong(String text) {
    error.setText(text);
  }
}
