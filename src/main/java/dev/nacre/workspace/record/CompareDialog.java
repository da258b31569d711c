package dev.nacre.workspace.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import dev.nacre.record.Form;
import dev.nacre.record.past.Comparison;
import dev.nacre.record.past.Version;
import dev.nacre.workspace.OpenApp;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;

/** Any two versions of a record beside each other. */
final class CompareDialog extends Dialog {
  private final OpenApp app;
  private final Form form;
  private final UUID id;
  private final PastScreens screens;
  private final List<Version> versions;
  private final Select<Version> from;
  private final Select<Version> to;
  private final Div changes = new Div();

  /**
   * A dialog.
   *
   * @param back told to which version the person wants the record put back
   */
  CompareDialog(
      OpenApp app,
      Form form,
      UUID id,
      PastScreens screens,
      long first,
      long second,
      LongConsumer back) {
    this.app = app;
    this.form = form;
    this.id = id;
    this.screens = screens;
    this.versions = screens.past().versions(app.forms(), form.id(), id, app.who());
    setHeaderTitle(getTranslation("past.compare"));
    addClassName("nacre-compare");
    setWidth("min(720px, 96vw)");
    from = choice("past.from", first);
    to = choice("past.to", second);
    var choices = new Div(from, to);
    choices.addClassName("choices");
    changes.addClassName("changes");
    changes.getElement().setAttribute("aria-live", "polite");
    add(choices, changes);
    var close = new Button(getTranslation("past.close"), click -> close());
    getFooter().add(close);
    if (app.may(dev.nacre.security.Permissions.Action.UPDATE, form.id())) {
      var restore =
          new Button(
              getTranslation("past.restore_from"),
              click -> {
                close();
                back.accept(from.getValue().number());
              });
      restore.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
      getFooter().addComponentAsFirst(restore);
    }
    show();
  }

  private Select<Version> choice(String label, long chosen) {
    var choice = new Select<Version>();
    choice.setLabel(getTranslation(label));
    choice.setItems(versions);
    var words = new ChangeWords(app, form);
    choice.setItemLabelGenerator(version -> screens.called(version, app, words));
    versions.stream().filter(v -> v.number() == chosen).findFirst().ifPresent(choice::setValue);
    choice.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            show();
          }
        });
    return choice;
  }

  private void show() {
    changes.removeAll();
    if (from.getValue() == null || to.getValue() == null) {
      return;
    }
    Comparison comparison =
        screens
            .past()
            .compare(
                app.forms(),
                form.id(),
                id,
                from.getValue().number(),
                to.getValue().number(),
                app.who());
    new ChangeList(app, form).of(comparison.changes()).forEach(changes::add);
    if (comparison.changes().isEmpty()) {
      changes.add(new Paragraph(getTranslation("past.same")));
    }
  }
}
