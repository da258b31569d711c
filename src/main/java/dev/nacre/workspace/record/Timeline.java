package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
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
import org.jspecify.annotations.Nullable;

/** What happened to a record, newest first: changes and the steps of its workflows. */
final class Timeline extends Section {
  private static final int SHOWN = 30;
  private static final int OPEN_CHANGES = 4;

  private final OpenApp app;
  private final ChangeWords words;
  private final People people;

  private record Item(
      Instant at, long order, String tone, Component head, List<Component> changes) {}

  Timeline(
      OpenApp app,
      Form form,
      UUID id,
      HistoryStore history,
      InstanceEngine instances,
      People people) {
    this.app = app;
    this.words = new ChangeWords(app, form);
    this.people = people;
    addClassName("nacre-timeline");
    var items = new ArrayList<Item>();
    history.of(app.forms(), form.id(), id).forEach(entry -> items.add(change(entry)));
    for (Instance instance :
        instances.list(app.forms(), InstanceQuery.about(form.id(), id), app.who()).instances()) {
      instances.timeline(app.forms(), instance.id(), app.who()).stream()
          .map(event -> step(instance, event))
          .flatMap(Optional::stream)
          .forEach(items::add);
    }
    items.sort(Comparator.comparing(Item::at).thenComparing(Item::order).reversed());
    add(new H2(getTranslation("timeline.title")));
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

  private Item change(HistoryStore.Entry entry) {
    String what = getTranslation("timeline.op." + entry.op()) + words.door(entry.origin());
    boolean created = entry.op().equals("create");
    return new Item(
        entry.at(),
        entry.version(),
        "change",
        head(entry.at(), name(entry.who()), what, words.note(entry)),
        created ? List.of() : words.changes(entry));
  }

  private String name(String who) {
    return people.actor(who, app);
  }

  /** What people want to know of a workflow; the rest is for whoever designs it. */
  private Optional<Item> step(Instance instance, InstanceEvent event) {
    JsonNode detail = event.detail();
    String workflow = app.workflow(instance.workflow());
    return switch (event.kind()) {
      case STEP_DONE, NOTIFIED, WAITING, ENDED -> Optional.empty();
      case ACTED -> {
        String action = detail.path("action").asText();
        String tone = action.equals("reject") ? "bad" : "good";
        yield Optional.of(
            item(event, tone, getTranslation("timeline.acted." + action, workflow), detail));
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
    return new Item(event.at(), event.seq(), tone, head(event.at(), who, what, said), List.of());
  }
}
