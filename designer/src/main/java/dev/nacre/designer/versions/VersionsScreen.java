package dev.nacre.designer.versions;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.render.LanguageChoice;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import java.util.Locale;

/** The versions on the left, newest first; on the right who is served which, and packs. */
public final class VersionsScreen extends Div {
  private static final int SHOWN_MILLIS = 5_000;

  private final Desk desk;
  private final EngineVersions engine;
  private final String app;
  private final Div list = new Div();
  private final Div side = new Div();

  /** The versions of that app. */
  public VersionsScreen(Desk desk, EngineVersions engine, String app, String name) {
    this.desk = desk;
    this.engine = engine;
    this.app = app;
    addClassName("nd-versions");
    list.addClassName("nd-version-list");
    side.addClassName("nd-version-side");
    var body = new Div(list, side);
    body.addClassName("nd-versions-body");
    add(top(name), body);
    show();
  }

  private Div top(String name) {
    var home = new Anchor("app/" + app, new Image("nacre/icon.svg", ""), new Span(name));
    home.addClassName("nd-home");
    var space = new Div();
    space.addClassName("nd-space");
    var back =
        new Button(
            desk.text("versions.design"),
            VaadinIcon.TOOLS.create(),
            click -> UI.getCurrent().navigate("designer/" + app));
    back.addThemeVariants(ButtonVariant.LUMO_SMALL);
    var top = new Div(home, new H1(desk.text("versions")), space);
    top.addClassName("nd-top");
    LanguageChoice.others(desk.locale()).map(VersionsScreen::language).forEach(top::add);
    top.add(back);
    return top;
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
    list.removeAll();
    var versions = engine.of(app);
    versions.forEach(
        version -> list.add(new VersionCard(desk, engine, app, version, this::attempt)));
    side.removeAll();
    side.add(new H2(desk.text("versions.release")));
    side.add(new ReleasePanel(desk, engine, app, this::attempt));
    side.add(new H2(desk.text("packs")));
    side.add(new PackPanel(desk, engine, app, this::attempt));
  }

  /** Does something that changes what is shown, or says why it can't be done. */
  interface Attempt {
    /** Gives whether it was done. */
    boolean to(String done, Runnable act);
  }

  private boolean attempt(String done, Runnable act) {
    try {
      act.run();
    } catch (NacreException e) {
      e.problems()
          .forEach(
              p ->
                  Notification.show(
                          Wording.of(p, desk.locale()),
                          2 * SHOWN_MILLIS,
                          Notification.Position.BOTTOM_CENTER)
                      .addThemeVariants(NotificationVariant.LUMO_ERROR));
      return false;
    }
    Notification.show(done, SHOWN_MILLIS, Notification.Position.BOTTOM_CENTER)
        .addThemeVariants(NotificationVariant.LUMO_SUCCESS);
    show();
    return true;
  }
}
