package dev.nacre.workspace.traffic;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import java.util.function.Consumer;

/** Takes a secret, which nobody can read afterwards. */
final class SecretDialog extends Dialog {
  SecretDialog(String name, Consumer<String> keep) {
    setHeaderTitle(getTranslation("connections.secret.title", name));
    var value = new PasswordField(getTranslation("connections.secret.value"));
    value.setWidthFull();
    value.getElement().setAttribute("autocomplete", "new-password");
    var save =
        new Button(
            getTranslation("connections.secret.keep"),
            click -> {
              try {
                keep.accept(value.getValue());
                close();
              } catch (NacreException refused) {
                value.setErrorMessage(Wording.of(refused.problems().getFirst(), getLocale()));
                value.setInvalid(true);
              }
            });
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.getElement().setAttribute("data-action", "keep-secret");
    add(new Paragraph(getTranslation("connections.secret.help")), value);
    getFooter().add(new Button(getTranslation("member.cancel"), click -> close()), save);
    setWidth("26rem");
    value.focus();
  }
}
