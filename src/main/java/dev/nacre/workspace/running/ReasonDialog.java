package dev.nacre.workspace.running;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import dev.nacre.workspace.shell.NoteDialog;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks before something is done with instances, and why. */
final class ReasonDialog extends Dialog {
  ReasonDialog(
      String title, String what, String does, boolean hard, Consumer<@Nullable String> then) {
    setHeaderTitle(title);
    add(new Paragraph(what));
    TextArea reason = NoteDialog.input();
    reason.setLabel(getTranslation("running.reason"));
    reason.setAutofocus(true);
    add(reason);
    var go = new Button(does);
    go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    if (hard) {
      go.addThemeVariants(ButtonVariant.LUMO_ERROR);
    }
    go.setId("running-do");
    go.setDisableOnClick(true);
    go.addClickListener(
        click -> {
          close();
          then.accept(reason.getValue().isBlank() ? null : reason.getValue().strip());
        });
    getFooter().add(new Button(getTranslation("running.dismiss"), click -> close()), go);
    setWidth("26rem");
  }
}
