package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.Texts;
import dev.nacre.record.Form;
import dev.nacre.record.HistoryStore;
import dev.nacre.record.StoredRecord;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Two people changed the same record: says who changed what meanwhile, and lets one choose. */
@Singleton
final class Conflicts {
  private final HistoryStore history;
  private final People people;

  Conflicts(HistoryStore history, People people) {
    this.history = history;
    this.people = people;
  }

  /**
   * Asks.
   *
   * @param seen the record as the person saw it
   * @param mine what the person wrote, by field
   * @param reload drops what the person wrote
   * @param keep writes it onto the version that is there now
   */
  void ask(
      OpenApp app,
      Form form,
      StoredRecord seen,
      ObjectNode mine,
      Runnable reload,
      LongConsumer keep) {
    Locale locale = app.context().locale();
    List<HistoryStore.Entry> since =
        history.of(app.forms(), form.id(), seen.id()).stream()
            .filter(e -> e.version() > seen.version())
            .toList();
    long current =
        since.stream().mapToLong(HistoryStore.Entry::version).max().orElse(seen.version());
    boolean clash =
        since.stream()
            .anyMatch(e -> mine.propertyStream().anyMatch(p -> e.after().has(p.getKey())));
    var words = new ChangeWords(app, form);
    var dialog = new Dialog();
    dialog.setHeaderTitle(Texts.in(locale, "conflict.title"));
    dialog.add(new Paragraph(Texts.in(locale, "conflict.text")));
    for (HistoryStore.Entry entry : since) {
      var head =
          new Span(
              Texts.in(
                  locale, "conflict.who", people.actor(entry.who(), app), words.when(entry.at())));
      var box = new Div(head);
      box.addClassName("nacre-conflict");
      words.changes(entry).forEach(box::add);
      dialog.add(box);
    }
    var own = new Div(new Span(Texts.in(locale, "conflict.mine")));
    own.addClassNames("nacre-conflict", "mine");
    words.written(seen.toJson(), mine).forEach(own::add);
    var advice = new Paragraph(Texts.in(locale, clash ? "conflict.clash" : "conflict.apart"));
    dialog.add(own, advice);
    var stay = new Button(Texts.in(locale, "conflict.stay"), click -> dialog.close());
    stay.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    var load =
        new Button(
            Texts.in(locale, "conflict.reload"),
            click -> {
              dialog.close();
              reload.run();
            });
    var keepMine =
        new Button(
            Texts.in(locale, clash ? "conflict.keep" : "conflict.both"),
            click -> {
              dialog.close();
              keep.accept(current);
            });
    keepMine.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    dialog.getFooter().add(stay, load, keepMine);
    dialog.open();
  }
}
