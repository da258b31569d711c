package dev.nacre.workspace.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.nacre.record.Form;
import dev.nacre.record.HistoryStore;
import dev.nacre.workflow.RecordTimeline;
import dev.nacre.workflow.TimelineEntry;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What happened to a record and why, newest first. */
final class Timeline extends Section {
  private static final int SHOWN = 30;
  private static final int OPEN_CHANGES = 4;

  private final OpenApp app;
  private final ChangeWords words;
  private final People people;
  private final Goes goes;

  private record Item(String tone, Component head, List<Component> changes) {}

  /** What can be done with a version from here. */
  interface Goes {
    /** Shows it. */
    void show(long version);

    /** Holds it against another one. */
    void compare(long from, long to);

    /** Shows its checksum and how its values came about; null where none is kept. */
    @Nullable LongConsumer check();

    /** Puts the record back to it; null where the person may not. */
    @Nullable LongConsumer back();
  }

  Timeline(OpenApp app, Form form, UUID id, RecordTimeline timeline, People people, Goes goes) {
    this.app = app;
    this.goes = goes;
    this.words = new ChangeWords(app, form);
    this.people = people;
    addClassName("nacre-timeline");
    List<TimelineEntry> all = timeline.of(app.forms(), form.id(), id, app.who(), getLocale());
    long newest =
        all.stream()
            .map(TimelineEntry::change)
            .filter(Objects::nonNull)
            .mapToLong(HistoryStore.Entry::version)
            .max()
            .orElse(0);
    List<Item> items = all.stream().map(entry -> item(entry, newest)).toList();
    var title = new Div(new H2(getTranslation("timeline.title")));
    title.addClassName("top");
    if (newest > 1) {
      var compare =
          new Button(
              getTranslation("past.compare.open"), click -> goes.compare(newest - 1, newest));
      compare.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
      compare.setId("compare-versions");
      title.add(compare);
    }
    add(title);
    items.stream().limit(SHOWN).forEach(item -> add(show(item)));
    if (items.size() > SHOWN) {
      var rest = new Div();
      items.stream().skip(SHOWN).forEach(item -> rest.add(show(item)));
      add(new Details(getTranslation("timeline.more", items.size() - SHOWN), rest));
    }
  }

  private Component show(Item item) {
    var box = new Div(item.head());
    box.addClassNames("item", item.tone());
    if (item.changes().size() > OPEN_CHANGES) {
      box.add(
          new Details(
              getTranslation("timeline.changes", item.changes().size()),
              item.changes().toArray(Component[]::new)));
    } else {
      item.changes().forEach(box::add);
    }
    return box;
  }

  private Component head(
      Instant at, String who, TimelineEntry entry, String what, @Nullable String said) {
    var name = new Span(who);
    name.addClassName("who");
    name.setVisible(!who.isEmpty());
    var when = new Span(words.when(at));
    when.addClassName("nacre-quiet");
    var head = new Div(new Div(name, new Span(what)), when);
    TimelineEntry.Source source = entry.source();
    if (source != null && source.instance() != null && app.looksAfterWorkflows()) {
      head.add(
          new Anchor(
              Addresses.running(app.address(), source.instance()),
              getTranslation("timeline.instance")));
    }
    head.addClassName("head");
    if (said != null && !said.isBlank()) {
      var quote = new Div(new Span(said));
      quote.addClassName("said");
      head.add(quote);
    }
    return head;
  }

  private Item item(TimelineEntry entry, long newest) {
    HistoryStore.Entry change = entry.change();
    TimelineEntry.Source source = entry.source();
    // what a workflow does by itself needs no other name than the workflow's
    String who =
        (change != null && source == null) || people.isPerson(entry.by()) ? name(entry.by()) : "";
    if (change == null) {
      return new Item(
          tone(entry.kind()),
          head(entry.at(), who, entry, entry.text(), entry.said()),
          more(entry));
    }
    boolean created = change.op().equals("create");
    return new Item(
        "change",
        new Div(
            head(
                entry.at(),
                who,
                entry,
                entry.text() + words.door(change.origin()),
                words.note(change)),
            menu(change.version(), newest)),
        created ? List.of() : words.changes(change));
  }

  private static String tone(String kind) {
    return switch (kind) {
      case "failed", "rejected" -> "bad";
      case "acted", "used" -> "good";
      default -> "flow";
    };
  }

  private List<Component> more(TimelineEntry entry) {
    var all = new ArrayList<Component>();
    entry.problems().forEach(problem -> all.add(new Div(new Span(problem.message(getLocale())))));
    if (!entry.files().isEmpty()) {
      all.add(SaidList.files(entry.files(), app));
    }
    return all;
  }

  /** What can be done with that version. */
  private Component menu(long version, long newest) {
    var bar = new MenuBar();
    bar.addThemeVariants(
        MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_ICON, MenuBarVariant.LUMO_SMALL);
    MenuItem root = bar.addItem(VaadinIcon.ELLIPSIS_DOTS_H.create());
    root.setAriaLabel(getTranslation("past.menu", version));
    bar.getElement().setAttribute("data-version", String.valueOf(version));
    var menu = root.getSubMenu();
    if (version != newest) {
      menu.addItem(getTranslation("past.show"), click -> goes.show(version));
      menu.addItem(getTranslation("past.compare.newest"), click -> goes.compare(version, newest));
    }
    if (version > 1) {
      menu.addItem(
          getTranslation("past.compare.before"), click -> goes.compare(version - 1, version));
    }
    LongConsumer check = goes.check();
    if (check != null) {
      menu.addItem(getTranslation("past.check.version"), click -> check.accept(version));
    }
    LongConsumer back = goes.back();
    if (back != null && version != newest) {
      menu.addItem(getTranslation("past.restore"), click -> back.accept(version));
    }
    bar.setVisible(!menu.getItems().isEmpty());
    return bar;
  }

  private String name(String who) {
    return people.actor(who, app);
  }
}
