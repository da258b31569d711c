package dev.nacre.workspace.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;

/** The head of a screen: what it shows, and what can be done with all of it. */
public final class ScreenHeader extends Header {
  private final H1 title = new H1();
  private final Div beside = new Div();
  private final Span about = new Span();
  private final Div actions = new Div();

  public ScreenHeader() {
    addClassName("nacre-head");
    about.addClassName("nacre-quiet");
    beside.addClassName("beside");
    actions.addClassName("actions");
    var words = new Div(title, beside, about);
    words.addClassName("words");
    add(words, actions);
  }

  /** What it shows. */
  public void title(String text) {
    title.setText(text);
  }

  /** A line about it, such as how many there are. */
  public void about(String text) {
    about.setText(text);
  }

  /** What stands beside the title, such as a state. */
  public void beside(Component... components) {
    beside.removeAll();
    beside.add(components);
  }

  /** What can be done. */
  public void actions(Component... components) {
    actions.removeAll();
    actions.add(components);
  }
}
