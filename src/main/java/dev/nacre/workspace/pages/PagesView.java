package dev.nacre.workspace.pages;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.nacre.app.PageLinks;
import dev.nacre.app.PageLinks.Link;
import dev.nacre.metadata.PageDefinition;
import dev.nacre.security.ForbiddenException;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The public pages of an app and the links that lead to them. */
@Route(value = "app/:app/pages", layout = MainLayout.class)
public final class PagesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final List<Integer> DAYS = List.of(0, 1, 30, 365);

  private final Workspaces workspaces;
  private final PageLinks links;
  private final People people;
  private final InstantSource clock;
  private final ScreenHeader head = new ScreenHeader();
  private final Div body = new Div();

  PagesView(Workspaces workspaces, PageLinks links, People people, InstantSource clock) {
    this.workspaces = workspaces;
    this.links = links;
    this.people = people;
    this.clock = clock;
    addClassNames("nacre-screen", "nacre-pages");
    add(head, body);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    OpenApp app = workspaces.open(event.getRouteParameters().get("app").orElse(""));
    ForbiddenException.unlessAdministrator(app.who());
    head.title(getTranslation("pages.title"));
    head.about(getTranslation("pages.about"));
    show(app);
  }

  private void show(OpenApp app) {
    body.removeAll();
    var pages = app.app().documents().pages();
    if (pages.isEmpty()) {
      body.add(new Span(getTranslation("pages.none")));
    }
    List<Link> all = links.of(app.address());
    for (PageDefinition page : pages.values()) {
      body.add(new H3(page.title().in(getLocale())));
      if (page.description() != null) {
        var about = new Span(page.description().in(getLocale()));
        about.addClassName("nacre-quiet");
        body.add(about);
      }
      body.add(maker(app, page));
      all.stream()
          .filter(link -> link.page().equals(page.id()))
          .forEach(l -> body.add(row(app, l)));
    }
  }

  private Div maker(OpenApp app, PageDefinition page) {
    var note = new TextField(getTranslation("pages.note"));
    note.setMaxLength(200);
    var days = new Select<Integer>();
    days.setLabel(getTranslation("pages.days"));
    days.setItems(DAYS);
    days.setItemLabelGenerator(
        d ->
            getTranslation(
                switch (d) {
                  case 1 -> "pages.day";
                  case 30 -> "pages.month";
                  case 365 -> "pages.year";
                  default -> "pages.never";
                }));
    days.setValue(0);
    var place = new Div();
    var make =
        new Button(
            getTranslation("pages.new"),
            click -> {
              Instant expires =
                  days.getValue() == 0
                      ? null
                      : clock.instant().plus(days.getValue(), ChronoUnit.DAYS);
              String about = note.getValue().isBlank() ? null : note.getValue();
              PageLinks.Made made =
                  links.create(app.address(), page.id(), about, expires, people.current());
              show(app);
              body.addComponentAsFirst(once(made.token()));
            });
    make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    make.getElement().setAttribute("data-page", page.id());
    var maker = new Div(note, days, make, place);
    maker.addClassName("maker");
    return maker;
  }

  /** The token is in the address that the browser completes, and nowhere else. */
  private Div once(String token) {
    var address = new TextField(getTranslation("pages.once"));
    address.setReadOnly(true);
    address.setId("new-link");
    address.getElement().executeJs("this.value = location.origin + '/p/' + $0", token);
    var copy = new Button(getTranslation("pages.copy"));
    copy.addClickListener(
        click -> {
          address.getElement().executeJs("navigator.clipboard?.writeText(this.value)");
          copy.setText(getTranslation("pages.copied"));
        });
    var box = new Div(address, copy);
    box.addClassName("once");
    return box;
  }

  private Div row(OpenApp app, Link link) {
    boolean works = link.worksAt(clock.instant());
    String state =
        works ? "pages.works" : link.revokedAt() != null ? "pages.revoked" : "pages.expired";
    var row =
        new Div(
            new Span(link.note() == null ? "–" : link.note()),
            new Span(getTranslation("pages.made", people.actor(link.createdBy(), app))),
            new Span(
                link.expiresAt() == null
                    ? getTranslation("pages.never")
                    : link.expiresAt().atZone(app.forms().zone()).toLocalDate().toString()),
            new Span(getTranslation(state)));
    row.addClassName("link-row");
    if (works) {
      var revoke = new Button(getTranslation("pages.revoke"), click -> ask(app, link));
      revoke.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
      row.add(revoke);
    }
    return row;
  }

  private void ask(OpenApp app, Link link) {
    var dialog = new ConfirmDialog();
    dialog.setHeader(getTranslation("pages.revoke"));
    dialog.setText(getTranslation("pages.revoke.sure"));
    dialog.setCancelable(true);
    dialog.setCancelText(getTranslation("pages.cancel"));
    dialog.setConfirmText(getTranslation("pages.revoke"));
    dialog.addConfirmListener(
        yes -> {
          links.revoke(app.address(), link.id(), people.current());
          show(app);
        });
    dialog.open();
  }

  @Override
  public String getPageTitle() {
    return getTranslation("pages.title") + " · Nacre";
  }
}
