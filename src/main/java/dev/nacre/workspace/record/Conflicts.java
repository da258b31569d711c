package dev.nacre.workspace.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.Texts;
import dev.nacre.record.Form;
import dev.nacre.record.HistoryStore;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
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
   * @param seen the version that the person saw
   * @param reload drops what the person wrote
   * @param keep writes it onto the version that is there now
   */
  void ask(OpenApp app, Form form, UUID id, long seen, Runnable reload, LongConsumer keep) {
    Locale locale = app.context().locale();
    List<HistoryStore.Entry> since =
        history.of(app.forms(), form.id(), id).stream().filter(e -> e.version() > seen).toList();
    long current = since.stream().mapToLong(HistoryStore.Entry::version).max().orElse(seen);
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
    var load =
        new Button(
            Texts.in(locale, "conflict.reload"),
            click -> {
              dialog.close();
              reload.run();
            });
    var mine =
        new Button(
            Texts.in(locale, "conflict.keep"),
            click -> {
              dialog.close();
              keep.accept(current);
            });
    mine.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    dialog.getFooter().add(load, mine);
    dialog.open();
  }
}
