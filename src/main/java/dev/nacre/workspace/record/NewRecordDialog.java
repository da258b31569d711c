package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Form;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.RecordEngine;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.shell.NoteDialog;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The form of a new record over the page that needs it; that page waits as it is. */
final class NewRecordDialog extends Dialog {
  private final OpenApp app;
  private final Form form;
  private final RecordEngine records;
  private final Consumer<UUID> made;
  private final RecordForm filled;
  private final Button save;

  /**
   * A dialog, to be opened.
   *
   * @param given what the record starts with, as record JSON
   * @param made told the record's id once it is stored
   */
  NewRecordDialog(
      OpenApp app, Form form, RecordEngine records, ObjectNode given, Consumer<UUID> made) {
    this.app = app;
    this.form = form;
    this.records = records;
    this.made = made;
    this.filled = new RecordForm(app, form, records, Optional.empty(), given);
    setHeaderTitle(getTranslation("list.new", app.title(form)));
    addClassName("nacre-new-record");
    setWidth("min(820px, 96vw)");
    setCloseOnOutsideClick(false);
    addDialogCloseActionListener(key -> giveUp());
    save = new Button(getTranslation("record.save"), click -> save(null));
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setDisableOnClick(true);
    save.setId("save-linked");
    save.setTooltipText("Ctrl+S");
    save.addClickShortcut(Key.KEY_S, KeyModifier.CONTROL)
        .listenOn(this)
        // what is being typed counts
        .resetFocusOnActiveElement()
        .setBrowserDefaultAllowed(false);
    var cancel = new Button(getTranslation("record.cancel"), click -> giveUp());
    cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    getFooter().add(cancel, save);
    add(filled);
    addOpenedChangeListener(
        change -> {
          if (change.isOpened()) {
            filled.focusFirst();
          } else {
            freePage();
          }
        });
  }

  /**
   * Lets the page be clicked once no dialog is open. An overlay takes clicks from the page while it
   * is open, and gives back what it found: one that opens while another is on its way out finds the
   * page without clicks, and leaves it so (seen with two records made in place one after the
   * other).
   */
  private void freePage() {
    getUI()
        .ifPresent(
            ui ->
                ui.getPage()
                    .executeJs(
                        """
                        const free = () => {
                          const open = 'vaadin-dialog[opened], vaadin-confirm-dialog[opened]';
                          if (!document.querySelector(open)) {
                            document.body.style.pointerEvents = '';
                          }
                        };
                        setTimeout(free, 300);
                        setTimeout(free, 1000);
                        """));
  }

  private void giveUp() {
    if (filled.dirty()) {
      LeaveQuestion.ask(this::close, () -> {});
    } else {
      close();
    }
  }

  private void save(@Nullable String note) {
    Change change = Change.create(filled.data()).noting(note);
    Batch batch = Batch.one(form.id(), change, app.who(), Origin.of(Origin.Kind.SCREEN));
    Outcome outcome = records.write(app.forms(), batch).getFirst();
    save.setEnabled(true);
    if (NoteDialog.wanted(outcome)) {
      NoteDialog.ask(this::save);
    } else if (outcome.failed()) {
      filled.refused(outcome.problems());
    } else if (outcome.id() != null) {
      close();
      made.accept(outcome.id());
    }
  }
}
