package dev.nacre.designer;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.publish.PublishDialog;
import dev.nacre.designer.render.LanguageChoice;
import dev.nacre.designer.trial.TrialDialog;
import java.util.Locale;

/** Where one is, undo and redo, and publishing. */
final class TopBar extends Div {
  private final Desk desk;
  private final Button undo;
  private final Button redo;
  private final Button attempt;
  private final Button publish;
  private final Span state = new Span();

  TopBar(Desk desk, String app, String name) {
    this.desk = desk;
    addClassName("nd-top");
    var home = new Anchor("app/" + app, new Image("nacre/icon.svg", ""), new Span(name));
    home.addClassName("nd-home");
    home.setTitle(desk.text("leave"));
    undo = Icons.button(VaadinIcon.ARROW_BACKWARD, desk.text("undo"), desk.session()::undo);
    redo = Icons.button(VaadinIcon.ARROW_FORWARD, desk.text("redo"), desk.session()::redo);
    undo.getElement().setAttribute("data-action", "undo");
    redo.getElement().setAttribute("data-action", "redo");
    state.addClassName("nd-muted");
    publish = new Button(desk.text("publish.open"), click -> new PublishDialog(desk).open());
    publish.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
    publish.getElement().setAttribute("data-action", "publish");
    var space = new Div();
    space.addClassName("nd-space");
    add(home, new H1(desk.text("designer")), undo, redo, space, state);
    LanguageChoice.others(desk.locale()).map(TopBar::language).forEach(this::add);
    var versions =
        new Button(
            desk.text("versions"),
            click -> UI.getCurrent().navigate("designer/" + app + "/versions"));
    versions.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    versions.getElement().setAttribute("data-action", "versions");
    add(versions);
    attempt = new Button(desk.text("trial.open"), click -> new TrialDialog(desk).open());
    attempt.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    attempt.getElement().setAttribute("data-action", "trial");
    add(attempt, publish);
    desk.listen(event -> show());
    show();
  }

  private static Button language(Locale language) {
    var choose =
        new Button(
            LanguageChoice.name(language),
            click -> LanguageChoice.choose(UI.getCurrent(), language));
    choose.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    return choose;
  }

  private void show() {
    undo.setEnabled(desk.session().canUndo());
    redo.setEnabled(desk.session().canRedo());
    int changes = desk.session().changes().size();
    state.setText(changes == 0 ? desk.text("state.same") : desk.text("state.changes", changes));
    attempt.setEnabled(changes > 0);
    publish.setEnabled(changes > 0);
  }
}
