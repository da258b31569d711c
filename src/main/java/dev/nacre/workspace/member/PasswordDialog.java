package dev.nacre.workspace.member;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import dev.nacre.security.Account;
import dev.nacre.security.Accounts;
import dev.nacre.security.Identity;
import dev.nacre.workspace.shell.Toast;

/** Gives somebody another password, which they are told. */
final class PasswordDialog extends Dialog {
  PasswordDialog(Accounts accounts, Account account, Identity by) {
    setHeaderTitle(getTranslation("member.password.title", account.name()));
    var password = new TextField(getTranslation("member.password.new"));
    password.setValue(Passwords.next());
    password.setWidthFull();
    var save =
        new Button(
            getTranslation("member.save"),
            click -> {
              try {
                accounts.changePassword(account.id(), password.getValue(), by);
                Toast.done(getTranslation("member.changed", account.name()));
                close();
              } catch (NacreException refused) {
                password.setErrorMessage(Wording.of(refused.problems().getFirst(), getLocale()));
                password.setInvalid(true);
              }
            });
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    add(new Paragraph(getTranslation("member.password.help")), password);
    getFooter().add(new Button(getTranslation("member.cancel"), click -> close()), save);
    setWidth("26rem");
  }
}
