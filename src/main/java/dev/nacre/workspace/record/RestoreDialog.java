package dev.nacre.workspace.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import dev.nacre.designer.render.Wording;
import dev.nacre.record.Form;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.past.Comparison;
import dev.nacre.record.past.Restoration;
import dev.nacre.record.past.RestoreEngine;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.shell.NoteDialog;
import dev.nacre.workspace.shell.Toast;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What putting a record back to a version would change, and doing it, for the fields chosen. */
final class RestoreDialog extends Dialog {
  private static final Origin DOOR = Origin.of(Origin.Kind.SCREEN);

  private final OpenApp app;
  private final Form form;
  private final UUID id;
  private final PastScreens screens;
  private final Restoration whole;
  private final Runnable done;
  private final Map<String, Checkbox> fields = new LinkedHashMap<>();
  private final Div effect = new Div();
  private final TextArea note = NoteDialog.input();
  private final Button restore;

  RestoreDialog(OpenApp app, Form form, UUID id, PastScreens screens, long version, Runnable done) {
    this.app = app;
    this.form = form;
    this.id = id;
    this.screens = screens;
    this.done = done;
    this.whole =
        screens.restores().preview(app.forms(), wish(version, Set.of(), null), app.who(), DOOR);
    setHeaderTitle(getTranslation("past.restore.title", version));
    addClassNames("nacre-compare", "nacre-restore");
    setWidth("min(640px, 96vw)");
    restore = new Button(getTranslation("past.restore.now"), click -> run());
    restore.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    restore.setId("restore-now");
    restore.setDisableOnClick(true);
    effect.addClassName("effect");
    effect.getElement().setAttribute("aria-live", "polite");
    note.addValueChangeListener(change -> ready(whole));
    add(
        new Paragraph(
            getTranslation(whole.revives() ? "past.restore.revives" : "past.restore.text")));
    changes();
    add(effect, note);
    tell(whole);
    getFooter().add(new Button(getTranslation("view.cancel"), click -> close()), restore);
  }

  private RestoreEngine.Wish wish(long version, Set<String> chosen, @Nullable Long seen) {
    String why = note.getValue().isBlank() ? null : note.getValue().strip();
    return new RestoreEngine.Wish(form.id(), id, version, chosen, seen, why);
  }

  /** What people gave can be chosen; what is computed follows. */
  private void changes() {
    var list = new ChangeList(app, form);
    for (Comparison.Change change : whole.changes()) {
      Component shown = list.one(change);
      var row = new Div(shown);
      row.addClassName("choice");
      if (whole.patch().has(change.field().id())) {
        var tick = new Checkbox(true);
        tick.setAriaLabel(change.field().definition().title().in(getLocale()));
        tick.getElement().setAttribute("data-field", change.field().id());
        tick.addValueChangeListener(changed -> again());
        fields.put(change.field().id(), tick);
        row.addComponentAsFirst(tick);
      } else {
        row.addClassName("follows");
      }
      add(row);
    }
    whole
        .patch()
        .fieldNames()
        .forEachRemaining(field -> fields.computeIfAbsent(field, f -> new Checkbox(true)));
  }

  private Set<String> chosen() {
    return fields.entrySet().stream()
        .filter(e -> e.getValue().getValue())
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private void again() {
    tell(
        chosen().isEmpty()
            ? whole
            : screens
                .restores()
                .preview(app.forms(), wish(whole.version(), chosen(), null), app.who(), DOOR));
  }

  private void tell(Restoration plan) {
    effect.removeAll();
    plan.problems()
        .forEach(problem -> effect.add(said("problem", Wording.of(problem, getLocale()))));
    whole.kept().forEach(kept -> effect.add(said("kept", kept.why().message(getLocale()))));
    if (whole.changes().isEmpty() && whole.problems().isEmpty() && !whole.revives()) {
      effect.add(said("kept", getTranslation("past.restore.nothing")));
    }
    note.setVisible(plan.noteNeeded());
    ready(plan);
  }

  private static Component said(String name, String text) {
    var said = new Div(new Span(text));
    said.addClassName(name);
    return said;
  }

  private void ready(Restoration plan) {
    boolean something = whole.revives() || !chosen().isEmpty();
    boolean told = !plan.noteNeeded() || !note.getValue().isBlank();
    restore.setEnabled(something && told && plan.problems().isEmpty());
  }

  private void run() {
    Outcome outcome =
        screens
            .restores()
            .restore(app.forms(), wish(whole.version(), chosen(), whole.newest()), app.who(), DOOR);
    if (outcome.failed()) {
      effect.removeAll();
      outcome
          .problems()
          .forEach(problem -> effect.add(said("problem", Wording.of(problem, getLocale()))));
      return;
    }
    close();
    done.run();
    String text = getTranslation("past.restored", whole.version());
    if (whole.revives() || outcome.status() == Outcome.Status.UNCHANGED) {
      Toast.done(text);
    } else {
      Toast.undoable(text, getTranslation("record.undo"), () -> undo(outcome.version()));
    }
  }

  private void undo(long made) {
    var wish =
        new RestoreEngine.Wish(
            form.id(),
            id,
            whole.newest(),
            chosen(),
            made,
            getTranslation("past.undone", whole.version()));
    Outcome outcome = screens.restores().restore(app.forms(), wish, app.who(), DOOR);
    if (outcome.failed()) {
      Toast.failed(Wording.of(outcome.problems().getFirst(), getLocale()));
    }
    done.run();
  }
}
