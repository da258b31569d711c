package dev.nacre.workspace.error;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.render.Texts;
import dev.nacre.workspace.shell.EmptyState;

/** A page that says what happened and what to do. */
final class Explanation {
  private Explanation() {}

  static void fill(Div page, VaadinIcon icon, String title, String text) {
    page.addClassNames("nacre-screen", "nacre-error");
    page.removeAll();
    var home = new Anchor("", Texts.in(UI.getCurrent().getLocale(), "error.home"));
    home.addClassName("nacre-button");
    page.add(new EmptyState(icon, title, text, home));
  }
}
