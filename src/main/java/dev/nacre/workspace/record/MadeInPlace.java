package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.UI;
import dev.nacre.designer.render.Links;
import dev.nacre.designer.render.RecordMaker;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Value;
import dev.nacre.record.Form;
import dev.nacre.record.InvalidQueryException;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.Permissions.Action;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.shell.Toast;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Makes the record that a link is to lead to in a dialog over the form that links to it. */
final class MadeInPlace implements RecordMaker {
  private final OpenApp app;
  private final RecordEngine records;

  MadeInPlace(OpenApp app, RecordEngine records) {
    this.app = app;
    this.records = records;
  }

  @Override
  public boolean may(String form) {
    return app.forms().find(form).isPresent()
        && app.may(Action.CREATE, form)
        && app.may(Action.READ, form);
  }

  @Override
  public String title(String form) {
    return app.title(app.forms().get(form));
  }

  @Override
  public void make(Wish wish, Consumer<Links.Choice> made) {
    Form form = app.forms().get(wish.form());
    var dialog =
        new NewRecordDialog(
            app, form, records, Prefill.of(app, form, wish), id -> choose(wish, form, id, made));
    dialog.open();
  }

  /** Chooses it, unless the link may not lead there: then says so. */
  private void choose(Wish wish, Form form, UUID id, Consumer<Links.Choice> made) {
    if (records.find(app.forms(), form.id(), id, Set.of(), app.who()).isEmpty()) {
      Toast.failed(text("made.closed", app.title(form)));
      return;
    }
    String title = app.context().links().title(form.id(), TextNode.valueOf(id.toString()));
    Condition filter = wish.filter();
    if (filter == null || offered(filter, form, id)) {
      Toast.done(text("made.chosen", title));
      made.accept(new Links.Choice(id, title));
    } else {
      Toast.failed(text("made.not_offered", title, app.words(form).of(filter)));
    }
  }

  private boolean offered(Condition filter, Form form, UUID id) {
    var itself =
        new Condition.Compare(
            "id", Condition.Op.EQ, new Value.Literal(TextNode.valueOf(id.toString())));
    Query query =
        Query.of(form.id())
            .where(new Condition.All(List.of(itself, filter)))
            .limit(1)
            .withoutLines();
    try {
      return !records.query(app.forms(), query, app.who()).records().isEmpty();
    } catch (InvalidQueryException e) {
      return true; // the person may not ask that: the engine tells them when they save
    }
  }

  private static String text(String key, Object... args) {
    return UI.getCurrent().getTranslation(key, args);
  }
}
