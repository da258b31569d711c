package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.nacre.metadata.Json;
import dev.nacre.record.Form;
import dev.nacre.record.HistoryStore;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.InstanceEngine;
import dev.nacre.workflow.InstanceEvent;
import dev.nacre.workflow.InstanceQuery;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What happened to a record, newest first: changes and the steps of its workflows. */
final class Timeline extends Section {
  private static final int SHOWN = 30;
  private static final int OPEN_CHANGES = 4;

  private final OpenApp app;
  private final ChangeWords words;
  private final People people;
  private final Goes goes;

  private record Item(
      Instant at, long order, String tone, Component head, List<Component> changes) {}

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

  Timeline(
      OpenApp app,
      Form form,
      UUID id,
      HistoryStore history,
      InstanceEngine instances,
      People people,
      Goes goes) {
    this.app = app;
    this.goes = goes;
    this.words = new ChangeWords(app, form);
    this.people = people;
    addClassName("nacre-timeline");
    var items = new ArrayList<Item>();
    List<HistoryStore.Entry> entries = history.of(app.forms(), form.id(), id);
    long newest = entries.stream().mapToLong(HistoryStore.Entry::version).max().orElse(0);
    entries.forEach(entry -> items.add(change(entry, newest)));
    for (Instance instance :
        instances.list(app.forms(), InstanceQuery.about(form.id(), id), app.who()).instances()) {
      instances.timeline(app.forms(), instance.id(), app.who()).stream()
          .map(event -> step(instance, event))
          .flatMap(Optional::stream)
          .forEach(items::add);
    }
    items.sort(Comparator.comparing(Item::at).thenComparing(Item::order).reversed());
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

  private Component head(Instant at, String who, String what, @Nullable String said) {
    var name = new Span(who);
    name.addClassName("who");
    name.setVisible(!who.isEmpty());
    var when = new Span(words.when(at));
    when.addClassName("nacre-quiet");
    var head = new Div(new Div(name, new Span(what)), when);
    head.addClassName("head");
    if (said != null && !said.isBlank()) {
      var quote = new Div(new Span(said));
      quote.addClassName("said");
      head.add(quote);
    }
    return head;
  }

  private Item change(HistoryStore.Entry entry, long newest) {
    String what = getTranslation("timeline.op." + entry.op()) + words.door(entry.origin());
    boolean created = entry.op().equals("create");
    return new Item(
        entry.at(),
        entry.version(),
        "change",
        new Div(
            head(entry.at(), name(entry.who()), what, words.note(entry)),
            menu(entry.version(), newest)),
        created ? List.of() : words.changes(entry));
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

  /** What people want to know of a workflow; the rest is for whoever designs it. */
  private Optional<Item> step(Instance instance, InstanceEvent event) {
    JsonNode detail = event.detail();
    String workflow = app.workflow(instance.workflow());
    if (event.kind() == InstanceEvent.Kind.CANCELLED
        && detail.path("reason").asText().equals("withdrawn")) {
      String said = detail.path("comment").asText();
      return Optional.of(
          item(
              event,
              "flow",
              getTranslation("timeline.withdrawn", workflow),
              Json.MAPPER.createObjectNode().put("comment", said)));
    }
    return switch (event.kind()) {
      case STEP_DONE, NOTIFIED, WAITING, ENDED -> Optional.empty();
      case ACTED -> {
        String action = detail.path("action").asText();
        String tone =
            switch (action) {
              case "reject" -> "bad";
              case "comment", "urge" -> "flow";
              default -> "good";
            };
        String as = detail.path("as").asText();
        String what = getTranslation("timeline.acted." + action, workflow);
        yield Optional.of(
            item(
                event,
                tone,
                as.isEmpty() ? what : getTranslation("timeline.as", what, name(as)),
                detail));
      }
      case FAILED ->
          Optional.of(item(event, "bad", getTranslation("timeline.failed", workflow), detail));
      case STARTED, DEADLINE, RETRIED, DONE, REJECTED, CANCELLED ->
          Optional.of(
              item(
                  event,
                  event.kind() == InstanceEvent.Kind.REJECTED ? "bad" : "flow",
                  getTranslation("timeline.flow." + event.kind().id(), workflow),
                  detail));
    };
  }

  private Item item(InstanceEvent event, String tone, String what, JsonNode detail) {
    String said = detail.path("comment").asText(detail.path("reason").asText(""));
    // what a workflow does by itself needs no other name than the workflow's
    String who = people.isPerson(event.who()) ? name(event.who()) : "";
    JsonNode files = detail.path("attachments");
    return new Item(
        event.at(),
        event.seq(),
        tone,
        head(event.at(), who, what, said),
        files.isEmpty() ? List.of() : List.of(SaidList.files(files, app)));
  }
}
