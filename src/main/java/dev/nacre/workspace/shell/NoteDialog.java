package dev.nacre.workspace.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Outcome;
import java.util.List;
import java.util.function.Consumer;

/** Asks why a record is changed, where its form wants to know. */
public final class NoteDialog extends Dialog {
  private static final int LONGEST = 2_000;

  private NoteDialog(Consumer<String> said) {
    setHeaderTitle(getTranslation("note.title"));
    addClassName("nacre-note");
    var why = new Paragraph(getTranslation("note.why"));
    why.addClassName("nacre-quiet");
    TextArea note = input();
    note.setAutofocus(true);
    var save = new Button(getTranslation("note.save"));
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("note-save");
    save.setEnabled(false);
    note.addValueChangeListener(change -> save.setEnabled(!change.getValue().isBlank()));
    save.addClickListener(
        click -> {
          close();
          said.accept(note.getValue().strip());
        });
    add(why, note);
    getFooter().add(new Button(getTranslation("view.cancel"), click -> close()), save);
    setWidth("26rem");
  }

  /** Where a note is written; of its own, for dialogs that ask more. */
  public static TextArea input() {
    var note = new TextArea();
    note.setLabel(note.getTranslation("note.label"));
    note.setMaxLength(LONGEST);
    note.setWidthFull();
    note.setMinRows(2);
    note.setValueChangeMode(ValueChangeMode.EAGER);
    note.setId("change-note");
    return note;
  }

  /** Whether a change was refused for nothing but that nobody said why. */
  public static boolean wanted(Outcome outcome) {
    return outcome.failed() && wanted(outcome.problems());
  }

  /** Whether nothing else is wrong. */
  public static boolean wanted(List<Problem> problems) {
    return !problems.isEmpty()
        && problems.stream().allMatch(problem -> problem.code().equals("note_required"));
  }

  /** Asks; whoever cancels is not asked on. */
  public static void ask(Consumer<String> said) {
    new NoteDialog(said).open();
  }
}
