package dev.nacre.designer.apps;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.nacre.app.Apps;
import dev.nacre.designer.desk.Words;
import dev.nacre.designer.render.LanguageChoice;
import dev.nacre.designer.render.Wording;
import dev.nacre.designer.versions.EngineVersions;
import dev.nacre.designer.versions.PackUpload;
import dev.nacre.metadata.NacreException;
import java.util.List;

/** Every app that is here, a new one, and packs from elsewhere. Only administrators come here. */
@Route("designer")
@StyleSheet("context://nacre/designer.css")
public final class AppsView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final int SHOWN_MILLIS = 8_000;

  private final EngineApps engine;
  private final EngineVersions versions;
  private final Div list = new Div();

  AppsView(EngineApps engine, EngineVersions versions) {
    this.engine = engine;
    this.versions = versions;
    addClassName("nd-root");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    List<Apps.AppView> apps = engine.all();
    var says = new Words(getLocale());
    list.addClassName("nd-version-list");
    var packs = new Div(new PackUpload(says, versions, this::install));
    packs.addClassName("nd-release");
    var side = new Div(new H2(says.text("apps.import")), packs);
    side.addClassName("nd-version-side");
    var body = new Div(list, side);
    body.addClassName("nd-versions-body");
    var screen = new Div(top(says), body);
    screen.addClassName("nd-versions");
    removeAll();
    add(screen);
    draw(says, apps);
  }

  private Div top(Words says) {
    var home = new Anchor("/", new Image("nacre/icon.svg", ""), new Span("Nacre"));
    home.addClassName("nd-home");
    var space = new Div();
    space.addClassName("nd-space");
    var top = new Div(home, new H1(says.text("apps")), space);
    top.addClassName("nd-top");
    LanguageChoice.others(says.locale())
        .map(
            language ->
                button(
                    LanguageChoice.name(language),
                    () -> LanguageChoice.choose(UI.getCurrent(), language)))
        .forEach(top::add);
    var create =
        new Button(
            says.text("apps.new"),
            VaadinIcon.PLUS.create(),
            click -> new NewAppDialog(says, engine).open());
    create.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
    create.getElement().setAttribute("data-action", "new-app");
    top.add(create);
    return top;
  }

  private void draw(Words says, List<Apps.AppView> apps) {
    list.removeAll();
    if (apps.isEmpty()) {
      var empty =
          new Div(new H2(says.text("apps.none")), new Paragraph(says.text("apps.none.hint")));
      empty.addClassName("nd-version");
      list.add(empty);
    }
    apps.forEach(app -> list.add(card(says, app)));
  }

  private static Div card(Words says, Apps.AppView app) {
    var name = new Span(app.title().in(says.locale()));
    name.addClassName("nd-version-number");
    var version =
        new Span(
            app.version() == 0
                ? says.text("apps.unserved")
                : says.text("versions.number", app.version()));
    version.addClassName("nd-muted");
    var code = new Span(app.id());
    code.addClassNames("nd-code", "nd-muted");
    var head = new Div(name, version, code);
    head.addClassName("nd-version-head");
    var acts =
        new Div(
            button(says.text("apps.design"), () -> go("designer/" + app.id())),
            button(says.text("apps.open"), () -> go("app/" + app.id())),
            button(says.text("apps.versions"), () -> go("designer/" + app.id() + "/versions")));
    acts.addClassName("nd-version-acts");
    var card = new Div(head, acts);
    card.addClassName("nd-version");
    card.getElement().setAttribute("data-app", app.id());
    return card;
  }

  private static Button button(String text, Runnable act) {
    var button = new Button(text, click -> act.run());
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    return button;
  }

  private static void go(String path) {
    UI.getCurrent().navigate(path);
  }

  private void install(String app, String done, Runnable act) {
    var says = new Words(getLocale());
    try {
      act.run();
    } catch (NacreException e) {
      e.problems().forEach(p -> tell(Wording.of(p, says.locale()), NotificationVariant.LUMO_ERROR));
      return;
    }
    tell(done, NotificationVariant.LUMO_SUCCESS);
    draw(says, engine.all());
  }

  private static void tell(String text, NotificationVariant variant) {
    Notification.show(text, SHOWN_MILLIS, Notification.Position.BOTTOM_CENTER)
        .addThemeVariants(variant);
  }

  @Override
  public String getPageTitle() {
    return new Words(getLocale()).text("title", new Words(getLocale()).text("apps"));
  }
}
