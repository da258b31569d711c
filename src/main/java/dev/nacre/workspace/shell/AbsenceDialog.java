package dev.nacre.workspace.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Problem;
import dev.nacre.security.Absence;
import dev.nacre.security.Absences;
import dev.nacre.security.Account;
import dev.nacre.security.AccountException;
import dev.nacre.security.Audit;
import dev.nacre.security.Identity;
import dev.nacre.workspace.People;
import java.util.List;
import java.util.Optional;

/** When the signed-in person is away, and who acts on their tasks meanwhile. */
final class AbsenceDialog extends Dialog {
  private final Absences absences;
  private final Audit audit;
  private final Identity who;
  private final DatePicker from;
  private final DatePicker until;
  private final ComboBox<Account> deputy;

  AbsenceDialog(Absences absences, Audit audit, People people) {
    this.absences = absences;
    this.audit = audit;
    this.who = people.current();
    setHeaderTitle(getTranslation("absence.title"));
    setWidth("min(26rem, 92vw)");
    var about = new Paragraph(getTranslation("absence.about"));
    about.addClassName("nacre-quiet");
    List<Account> others =
        people.all().stream().filter(account -> !account.id().equals(who.id())).toList();
    from = day("absence.from");
    until = day("absence.until");
    deputy = new ComboBox<>(getTranslation("absence.deputy"));
    deputy.setItems(others);
    deputy.setItemLabelGenerator(account -> people.name(account.id(), getLocale()));
    deputy.setWidthFull();
    deputy.setRequiredIndicatorVisible(true);
    deputy.setId("absence-deputy");
    Optional<Absence> known = absences.find(who.id());
    known.ifPresent(
        absence -> {
          from.setValue(absence.from());
          until.setValue(absence.until());
          others.stream()
              .filter(account -> account.id().equals(absence.deputy()))
              .findFirst()
              .ifPresent(deputy::setValue);
        });
    var box = new Div(about, from, until, deputy);
    box.addClassName("nacre-task-dialog");
    add(box);
    var save = new Button(getTranslation("absence.save"), click -> save());
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("absence-save");
    var clear = new Button(getTranslation("absence.clear"), click -> clear());
    clear.setVisible(known.isPresent());
    getFooter().add(clear, new Button(getTranslation("record.cancel"), click -> close()), save);
  }

  private DatePicker day(String label) {
    var picker = new DatePicker(getTranslation(label));
    picker.setLocale(getLocale());
    picker.setWidthFull();
    picker.setRequiredIndicatorVisible(true);
    return picker;
  }

  private void save() {
    from.setInvalid(from.isEmpty());
    until.setInvalid(until.isEmpty());
    deputy.setInvalid(deputy.isEmpty());
    if (from.isEmpty() || until.isEmpty() || deputy.isEmpty()) {
      return;
    }
    var absence = new Absence(who.id(), from.getValue(), until.getValue(), deputy.getValue().id());
    try {
      absences.set(absence, id -> true);
    } catch (AccountException e) {
      e.problems().forEach(this::wrong);
      return;
    }
    audit.log(
        who,
        "absence_set",
        null,
        who.id() + " " + absence.from() + ".." + absence.until() + " " + absence.deputy());
    Toast.done(getTranslation("absence.saved"));
    close();
  }

  private void wrong(Problem problem) {
    String text = Wording.of(problem, getLocale());
    if (problem.pointer().equals("/until")) {
      until.setInvalid(true);
      until.setErrorMessage(text);
    } else {
      deputy.setInvalid(true);
      deputy.setErrorMessage(text);
    }
  }

  private void clear() {
    absences.clear(who.id());
    audit.log(who, "absence_clear", null, who.id());
    Toast.done(getTranslation("absence.cleared"));
    close();
  }
}
