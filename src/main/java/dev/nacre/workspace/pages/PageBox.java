package dev.nacre.workspace.pages;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.nacre.app.PageLinks;
import dev.nacre.app.PageLinks.Link;
import dev.nacre.designer.render.Formats;
import dev.nacre.metadata.PageDefinition;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** One public page: what it is for, a new link, and the links that there are, newest first. */
final class PageBox extends Div {
  private static final List<Integer> DAYS = List.of(0, 1, 30, 365);

  private final Doing doing;
  private final PageDefinition page;
  private final Div rows = new Div();

  /** What the boxes of one screen work with. */
  record Doing(OpenApp app, PageLinks links, People people, InstantSource clock) {}

  PageBox(Doing doing, PageDefinition page, List<Link> all) {
    this.doing = doing;
    this.page = page;
    addClassName("nacre-panel");
    getElement().setAttribute("data-page-box", page.id());
    add(new H2(page.title().in(getLocale())));
    if (page.description() != null) {
      var about = new Span(page.description().in(getLocale()));
      about.addClassName("nacre-quiet");
      add(about);
    }
    add(maker(), rows);
    show(all);
  }

  private void show(List<Link> all) {
    rows.removeAll();
    all.stream().filter(link -> link.page().equals(page.id())).forEach(l -> rows.add(row(l)));
  }

  private void reload() {
    show(doing.links().of(doing.app().address()));
  }

  private Div maker() {
    var note = new TextField(getTranslation("pages.note"));
    note.setMaxLength(200);
    var days = new Select<Integer>();
    days.setLabel(getTranslation("pages.days"));
    days.setItems(DAYS);
    days.setItemLabelGenerator(PageBox::period);
    days.setValue(0);
    var fresh = new Div();
    var make =
        new Button(
            getTranslation("pages.new"),
            VaadinIcon.PLUS.create(),
            click -> {
              String token = make(note.getValue(), days.getValue());
              note.clear();
              fresh.removeAll();
              fresh.add(once(token));
              reload();
            });
    make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    make.getElement().setAttribute("data-action", "new-link");
    var line = new Div(note, days, make);
    line.addClassName("maker");
    return new Div(line, fresh);
  }

  private static String period(int days) {
    return UI.getCurrent()
        .getTranslation(
            switch (days) {
              case 1 -> "pages.day";
              case 30 -> "pages.month";
              case 365 -> "pages.year";
              default -> "pages.never";
            });
  }

  private String make(String note, int days) {
    Instant expires = days == 0 ? null : doing.clock().instant().plus(days, ChronoUnit.DAYS);
    return doing
        .links()
        .create(
            doing.app().address(),
            page.id(),
            note.isBlank() ? null : note.strip(),
            expires,
            doing.people().current())
        .token();
  }

  /** The token is in the address that the browser completes, and nowhere else. */
  private Div once(String token) {
    var address = new TextField(getTranslation("pages.once"));
    address.setReadOnly(true);
    address.setId("new-link");
    address.getElement().executeJs("this.value = location.origin + '/p/' + $0", token);
    var copy = new Button(getTranslation("pages.copy"), VaadinIcon.COPY_O.create());
    copy.addClickListener(
        click -> {
          address.getElement().executeJs("navigator.clipboard?.writeText(this.value)");
          copy.setText(getTranslation("pages.copied"));
        });
    var box = new Div(address, copy);
    box.addClassName("once");
    return box;
  }

  private Div row(Link link) {
    var note = new Span(link.note() == null ? getTranslation("pages.no_note") : link.note());
    note.addClassName("note");
    String made =
        getTranslation(
            "pages.made",
            doing.people().actor(link.createdBy(), doing.app()),
            Formats.moment(link.createdAt(), doing.app().forms().zone()));
    var about = new Span(link.expiresAt() == null ? made : made + " · " + expires(link));
    about.addClassName("nacre-quiet");
    boolean works = link.worksAt(doing.clock().instant());
    String state =
        works ? "pages.works" : link.revokedAt() != null ? "pages.revoked" : "pages.expired";
    var badge = new Span(getTranslation(state));
    badge.addClassNames("nacre-badge", works ? "hue-4" : "hue-0");
    var row = new Div(note, about, badge);
    row.addClassName("link-row");
    if (works) {
      var revoke = new Button(getTranslation("pages.revoke"), click -> ask(link));
      revoke.addThemeVariants(
          ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_SMALL);
      revoke.getElement().setAttribute("data-action", "revoke");
      row.add(revoke);
    }
    return row;
  }

  private String expires(Link link) {
    return getTranslation(
        "pages.until", Formats.moment(link.expiresAt(), doing.app().forms().zone()));
  }

  private void ask(Link link) {
    var dialog = new ConfirmDialog();
    dialog.setHeader(getTranslation("pages.revoke"));
    dialog.setText(getTranslation("pages.revoke.sure"));
    dialog.setCancelable(true);
    dialog.setCancelText(getTranslation("pages.cancel"));
    dialog.setConfirmText(getTranslation("pages.revoke"));
    dialog.setConfirmButtonTheme("error primary");
    dialog.addConfirmListener(
        yes -> {
          doing.links().revoke(doing.app().address(), link.id(), doing.people().current());
          reload();
        });
    dialog.open();
  }
}
