package dev.nacre.workspace.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;

/** Says why there is nothing, and what to do next. */
public final class EmptyState extends Div {
  /**
   * A picture, two lines and perhaps buttons.
   *
   * @param actions what to do next
   */
  public EmptyState(VaadinIcon icon, String title, String text, Component... actions) {
    addClassName("nacre-empty");
    var picture = icon.create();
    picture.getElement().setAttribute("aria-hidden", "true");
    add(picture, new H2(title), new Paragraph(text));
    add(actions);
  }
}
