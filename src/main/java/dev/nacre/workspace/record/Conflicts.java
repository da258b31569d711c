package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.designer.render.Texts;
import dev.nacre.record.Form;
import dev.nacre.record.HistoryStore;
import dev.nacre.record.StoredRecord;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Two people changed the same record: says who changed what meanwhile. What only one of them
 * changed stays; what both did, the second chooses field by field.
 */
@Singleton
final class Conflicts {
  private final HistoryStore history;
  private final People people;

  Conflicts(HistoryStore history, People people) {
    this.history = history;
    this.people = people;
  }

  /** Goes on with what was chosen. */
  interface Keep {
    /**
     * Writes what the person wrote onto that version.
     *
     * @param without the fields in which the other's value stays
     */
    void onto(long version, Set<String> without);
  }

  /** What somebody else made of a field. */
  private record Theirs(String who, JsonNode value) {}

  /**
   * Asks.
   *
   * @param seen the record as the person saw it
   * @param mine what the person wrote, by field
   * @param reload drops what the person wrote
   */
  void ask(OpenApp app, Form form, StoredRecord seen, ObjectNode mine, Runnable reload, Keep keep) {
    Locale locale = app.context().locale();
    List<HistoryStore.Entry> since =
        history.of(app.forms(), form.id(), seen.id()).stream()
            .filter(e -> e.version() > seen.version())
            .toList();
    long current =
        since.stream().mapToLong(HistoryStore.Entry::version).max().orElse(seen.version());
    var words = new ChangeWords(app, form);
    var dialog = new Dialog();
    dialog.setHeaderTitle(Texts.in(locale, "conflict.title"));
    dialog.setWidth("min(640px, 96vw)");
    dialog.add(new Paragraph(Texts.in(locale, "conflict.text")));
    for (HistoryStore.Entry entry : since) {
      String who = people.actor(entry.who(), app);
      var head = new Span(Texts.in(locale, "conflict.who", who, words.when(entry.at())));
      dialog.add(box("theirs", head, words.changes(entry)));
    }
    Map<String, Theirs> theirs = theirs(app, since);
    var choices = new LinkedHashMap<String, RadioButtonGroup<Boolean>>();
    ObjectNode apart = mine.deepCopy();
    for (RenderedField field : app.fields(form)) {
      Theirs other = theirs.get(field.id());
      if (other != null && mine.has(field.id()) && !other.value().equals(mine.get(field.id()))) {
        choices.put(field.id(), choice(app, words, field, other, mine.get(field.id())));
        apart.remove(field.id());
      }
    }
    List<Component> alone = words.written(seen.toJson(), apart);
    if (!alone.isEmpty()) {
      dialog.add(box("mine", new Span(Texts.in(locale, "conflict.mine")), alone));
    }
    boolean clash = !choices.isEmpty();
    if (clash) {
      var head = new Span(Texts.in(locale, "conflict.clash"));
      dialog.add(box("both", head, List.copyOf(choices.values())));
    } else {
      dialog.add(new Paragraph(Texts.in(locale, "conflict.apart")));
    }
    var stay = new Button(Texts.in(locale, "conflict.stay"), click -> dialog.close());
    stay.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    var load =
        new Button(
            Texts.in(locale, "conflict.reload"),
            click -> {
              dialog.close();
              reload.run();
            });
    var save =
        new Button(
            Texts.in(locale, clash ? "conflict.keep" : "conflict.both"),
            click -> {
              dialog.close();
              keep.onto(current, left(choices));
            });
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.getElement().setAttribute("data-action", "merge");
    save.setEnabled(!clash);
    choices
        .values()
        .forEach(
            choice ->
                choice.addValueChangeListener(
                    change ->
                        save.setEnabled(
                            choices.values().stream().noneMatch(RadioButtonGroup::isEmpty))));
    dialog.getFooter().add(stay, load, save);
    dialog.open();
  }

  /** What the others left in each field that they changed. */
  private Map<String, Theirs> theirs(OpenApp app, List<HistoryStore.Entry> since) {
    var theirs = new HashMap<String, Theirs>();
    for (HistoryStore.Entry entry : since.reversed()) {
      entry
          .after()
          .properties()
          .forEach(
              p ->
                  theirs.put(p.getKey(), new Theirs(people.actor(entry.who(), app), p.getValue())));
    }
    return theirs;
  }

  private static RadioButtonGroup<Boolean> choice(
      OpenApp app, ChangeWords words, RenderedField field, Theirs other, JsonNode mine) {
    var choice = new RadioButtonGroup<Boolean>(field.label(app.context()));
    choice.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
    choice.setItems(false, true);
    choice.setItemLabelGenerator(
        own ->
            own
                ? app.context().text("conflict.yours", words.text(field, mine))
                : app.context()
                    .text("conflict.theirs", other.who(), words.text(field, other.value())));
    choice.getElement().setAttribute("data-choice", field.id());
    return choice;
  }

  private static Set<String> left(Map<String, RadioButtonGroup<Boolean>> choices) {
    var left = new HashSet<String>();
    choices.forEach(
        (field, choice) -> {
          if (!choice.getValue()) {
            left.add(field);
          }
        });
    return left;
  }

  private static Div box(String kind, Span head, List<? extends Component> lines) {
    var box = new Div(head);
    box.add(List.<Component>copyOf(lines));
    box.addClassNames("nacre-conflict", kind);
    return box;
  }
}
