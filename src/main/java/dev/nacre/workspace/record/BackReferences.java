package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FormDefinition;
import dev.nacre.metadata.Value;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Query;
import dev.nacre.record.Query.Sort;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What other records link to this one: the newest of each form, and the way to all of them. */
final class BackReferences extends Div {
  private static final int SHOWN = 5;

  private final OpenApp app;
  private final RecordEngine records;
  private final UUID id;

  /** Forms of which nothing links here yet, which need no box each. */
  private final Div none = new Div();

  BackReferences(OpenApp app, Form form, UUID id, RecordEngine records) {
    this.app = app;
    this.records = records;
    this.id = id;
    addClassName("nacre-linked");
    for (Form other : app.forms().all()) {
      if (app.may(Action.READ, other.id())) {
        List<Condition> ways = ways(other, form);
        if (!ways.isEmpty()) {
          show(other, form, ways.size() == 1 ? ways.getFirst() : new Condition.Any(ways));
        }
      }
    }
    if (none.getChildren().findAny().isPresent()) {
      var head = new Div(new H2(getTranslation("linked.none")));
      head.addClassName("head");
      none.addClassName("none");
      var box = new Div(head, none);
      box.addClassName("box");
      add(box);
    }
    setVisible(getChildren().findAny().isPresent());
  }

  /** How records of that form can link here, as far as the person may know. */
  private List<Condition> ways(Form other, Form here) {
    FormAccess access = app.access(other.id());
    var ways = new ArrayList<Condition>();
    for (Field field : other.fields()) {
      Form lines = field.lines() ? field.target() : null;
      if (!seen(access, field)) {
        continue;
      }
      if (lines != null) {
        lines.fields().stream()
            .filter(inner -> leads(inner, here) && seen(access.in(field.id()), inner))
            .forEach(inner -> ways.add(new Condition.Some(field.id(), names(inner))));
      } else if (leads(field, here)) {
        ways.add(names(field));
      }
    }
    return ways;
  }

  /** By what is hidden or covered nobody may search. */
  private static boolean seen(FormAccess access, Field field) {
    return !access.hidden().contains(field.id()) && !access.masked().contains(field.id());
  }

  private static boolean leads(Field field, Form here) {
    return !field.derived() && field.linked() == here;
  }

  private Condition names(Field field) {
    JsonNode name = JsonNodeFactory.instance.textNode(id.toString());
    return field.many() == null
        ? new Condition.Compare(field.id(), Op.EQ, new Value.Literal(name))
        : new Condition.Compare(
            field.id(), Op.IN, new Value.Literal(JsonNodeFactory.instance.arrayNode().add(name)));
  }

  private void show(Form other, Form here, Condition filter) {
    Query query =
        Query.of(other.id())
            .where(filter)
            .sortedBy(List.of(new Sort("createdAt", true)))
            .limit(SHOWN)
            .withoutLines();
    var page = records.query(app.forms(), query, app.who());
    Optional<Anchor> more = fresh(other, here);
    if (page.records().isEmpty()) {
      more.ifPresent(
          add -> {
            add.add(new Span(app.title(other)));
            add.getElement().setAttribute("data-linked", other.id());
            none.add(add);
          });
      return;
    }
    var head = new Div(new H2(app.title(other)));
    head.addClassName("head");
    more.ifPresent(head::add);
    var box = new Div(head);
    box.addClassName("box");
    box.getElement().setAttribute("data-linked", other.id());
    page.records().forEach(record -> box.add(line(other, record)));
    if (page.next() != null) {
      box.add(
          new Anchor(
              Addresses.everything(app.address(), other.id())
                  + "?"
                  + Addresses.filters(List.of(filter)).getQueryString(),
              getTranslation("linked.all")));
    }
    add(box);
  }

  private Div line(Form other, StoredRecord record) {
    ObjectNode json = records.json(app.forms(), record, app.who());
    var line =
        new Div(
            new Anchor(
                Addresses.record(app.address(), other.id(), record.id()),
                app.context().links().title(other.id(), json)));
    line.addClassName("line");
    FormDefinition.States states = other.definition().states();
    if (states != null) {
      app.field(other, states.field())
          .ifPresent(field -> line.add(field.show(json.path(field.id()), app.context())));
    }
    return line;
  }

  /** A way to make another one that links here, where a field of the record itself does. */
  private Optional<Anchor> fresh(Form other, Form here) {
    if (!app.may(Action.CREATE, other.id())) {
      return Optional.empty();
    }
    return other.fields().stream()
        .filter(field -> leads(field, here) && field.many() == null && !field.computed())
        .filter(field -> !field.definition().readOnly())
        .filter(field -> !app.access(other.id()).readOnly().contains(field.id()))
        .filter(field -> seen(app.access(other.id()), field))
        .findFirst()
        .map(
            field -> {
              var add =
                  new Anchor(
                      Addresses.create(app.address(), other.id()) + "?" + field.id() + "=" + id,
                      VaadinIcon.PLUS.create());
              String label = getTranslation("list.new", app.title(other));
              add.setTitle(label);
              add.setAriaLabel(label);
              return add;
            });
  }
}
