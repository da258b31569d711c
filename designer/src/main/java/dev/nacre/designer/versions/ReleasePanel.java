package dev.nacre.designer.versions;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.app.Release;
import dev.nacre.designer.desk.Desk;
import java.util.Optional;

/** Who is served which version now, how to change that, and the way back. */
final class ReleasePanel extends Div {
  ReleasePanel(Desk desk, EngineVersions engine, String app, VersionsScreen.Attempt attempt) {
    addClassName("nd-release");
    var words = new ReleaseWords(desk);
    Optional<Release> served = engine.served(app);
    if (served.isEmpty()) {
      add(new Paragraph(desk.text("release.nothing")));
    }
    served.ifPresent(
        release ->
            release
                .parts()
                .forEach(part -> add(line(desk, part.version(), words.who(release, part)))));
    var edit =
        new Button(
            desk.text("release.edit"),
            VaadinIcon.SPLIT.create(),
            click -> new ReleaseDialog(desk, engine, app, attempt).open());
    edit.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
    edit.getElement().setAttribute("data-action", "edit-release");
    add(edit);
    engine
        .previous(app)
        .ifPresent(
            before -> {
              var back =
                  new Button(
                      desk.text("versions.rollback"),
                      VaadinIcon.ROTATE_LEFT.create(),
                      click ->
                          VersionCard.ask(
                              desk,
                              "rollback",
                              before.rest(),
                              () ->
                                  attempt.to(
                                      desk.text("versions.rollback.done"),
                                      () -> engine.rollBack(app))));
              back.addThemeVariants(ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_SMALL);
              back.getElement().setAttribute("data-action", "rollback");
              add(back);
              var about = new Paragraph(desk.text("release.before"));
              about.addClassName("nd-muted");
              add(about);
              before
                  .parts()
                  .forEach(
                      part -> {
                        Div line = line(desk, part.version(), words.who(before, part));
                        line.addClassName("nd-muted");
                        add(line);
                      });
            });
  }

  private static Div line(Desk desk, int version, String who) {
    var number = new Span(desk.text("versions.number", version));
    number.addClassNames("nd-badge");
    var line = new Div(number, new Span(who));
    line.addClassName("nd-change");
    return line;
  }
}
