package dev.nacre.workspace.bulk;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import dev.nacre.designer.render.Formats;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.NacreException;
import dev.nacre.record.Form;
import dev.nacre.record.transfer.BulkEngine;
import dev.nacre.record.transfer.BulkRow;
import dev.nacre.record.transfer.BulkWish;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.record.AskedForm;
import dev.nacre.workspace.shell.NoteDialog;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks what is to be done with many records, shows what that would do, and does it. */
final class BulkDialog extends Dialog {
  private static final int SHOWN = 20;

  private final OpenApp app;
  private final Form form;
  private final BulkScreens.Choice choice;
  private final @Nullable List<UUID> ids;
  private final @Nullable Condition filter;
  private final BulkScreens screens;
  private final Runnable changed;
  private final @Nullable FieldValues values;
  private final @Nullable AskedForm asked;
  private final TextArea note = NoteDialog.input();
  private final Div effect = new Div();
  private final Button look;
  private final Button run;
  private boolean demanded;

  BulkDialog(
      OpenApp app,
      Form form,
      BulkScreens.Choice choice,
      @Nullable List<UUID> ids,
      @Nullable Condition filter,
      BulkScreens screens,
      Runnable changed) {
    this.app = app;
    this.form = form;
    this.choice = choice;
    this.ids = ids;
    this.filter = filter;
    this.screens = screens;
    this.changed = changed;
    boolean update = choice.action() == BulkWish.Action.UPDATE;
    this.values = update ? new FieldValues(app, form, this::others) : null;
    this.asked = screens.asked(app, choice);
    addClassName("nacre-bulk");
    setWidth("min(720px, 96vw)");
    setHeaderTitle(getTranslation("bulk.title." + choice.action().id(), choice.title()));
    effect.addClassName("effect");
    effect.getElement().setAttribute("aria-live", "polite");
    note.addValueChangeListener(change -> another());
    look = new Button(getTranslation("bulk.look"), click -> look());
    look.setId("bulk-look");
    run = new Button("", click -> run());
    run.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    if (choice.action() == BulkWish.Action.DELETE) {
      run.addThemeVariants(ButtonVariant.LUMO_ERROR);
    }
    run.setId("bulk-run");
    run.setDisableOnClick(true);
    if (values != null) {
      add(values);
    }
    if (asked != null) {
      asked.onChange(this::another);
      add(asked);
    }
    add(note, effect);
    getFooter().add(new Button(getTranslation("view.cancel"), click -> close()), look, run);
    others();
    if (!update && !demanded && asked == null) {
      look();
    }
  }

  private boolean demands() {
    return form.asksForNote() && choice.action() != BulkWish.Action.START;
  }

  /** When the form asks for a reason; null means always. */
  private @Nullable Condition sometimes() {
    var history = form.definition().history();
    return history == null ? null : history.when();
  }

  private BulkWish wish() {
    return new BulkWish(
            form.id(),
            choice.action(),
            ids,
            filter,
            values == null ? null : values.values(),
            choice.workflow(),
            note.getValue().isBlank() ? null : note.getValue().strip(),
            false)
        .giving(asked == null ? null : asked.data());
  }

  /** Other values may want no reason. */
  private void others() {
    demanded = demands() && sometimes() == null;
    note.setVisible(demanded || !note.isEmpty());
    note.setHelperText(null);
    another();
  }

  /** What is wished is another now: it is looked at first, and then done. */
  private void another() {
    effect.removeAll();
    boolean said = !demanded || !note.getValue().isBlank();
    boolean something = values == null || !values.values().isEmpty();
    look.setEnabled(something && said);
    look.setVisible(true);
    run.setVisible(false);
  }

  private void look() {
    effect.removeAll();
    try {
      BulkEngine.Preview seen = screens.bulk().preview(app.forms(), wish(), SHOWN, app.who());
      long failing = seen.rows().stream().filter(BulkRow::failed).count();
      String key = failing == 0 ? "bulk.preview" : "bulk.preview.failing";
      effect.add(
          new Paragraph(getTranslation(key, number(seen.count()), seen.rows().size(), failing)));
      effect.add(new BulkPreview(app, form, seen.rows()));
      if (asks(seen)) {
        return;
      }
      look.setVisible(false);
      run.setVisible(true);
      run.setEnabled(seen.count() > 0);
      run.setText(getTranslation("bulk.run." + choice.action().id(), number(seen.count())));
    } catch (NacreException e) {
      tell(e);
    }
  }

  /**
   * Whether some of these records want a reason that isn't given yet; then it is asked for. Where
   * not all are seen, others may want one, and it may be given.
   */
  private boolean asks(BulkEngine.Preview seen) {
    if (!demands()) {
      return false;
    }
    demanded = demanded || seen.rows().stream().anyMatch(row -> NoteDialog.wanted(row.problems()));
    boolean others = seen.count() > seen.rows().size();
    note.setVisible(demanded || others || !note.isEmpty());
    note.setHelperText(getTranslation(demanded ? "bulk.note.needed" : "bulk.note.perhaps"));
    if (demanded && note.getValue().isBlank()) {
      look.setEnabled(false);
      note.focus();
      return true;
    }
    return false;
  }

  private String number(long count) {
    return Formats.number(BigDecimal.valueOf(count), getLocale());
  }

  private void tell(NacreException e) {
    e.problems()
        .forEach(
            problem -> {
              var text = new Div(new Span(Wording.of(problem, getLocale())));
              text.addClassName("problem");
              effect.add(text);
            });
  }

  private void run() {
    try {
      var job = screens.bulk().start(app.address(), app.forms(), wish(), app.who());
      removeAll();
      getFooter().removeAll();
      setCloseOnEsc(false);
      setCloseOnOutsideClick(false);
      add(new BulkProgress(app, form, job, screens, changed, this::close));
    } catch (NacreException e) {
      effect.removeAll();
      tell(e);
      run.setEnabled(true);
    }
  }
}
