package dev.nacre.workspace.member;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import dev.nacre.security.Account;
import java.util.function.Consumer;

/** Asks what somebody is called. */
final class RenameDialog extends Dialog {
  RenameDialog(Account account, Consumer<String> rename) {
    setHeaderTitle(getTranslation("member.rename"));
    var name = new TextField(getTranslation("member.name"));
    name.setValue(account.name());
    name.setWidthFull();
    name.setAutofocus(true);
    var save =
        new Button(
            getTranslation("member.save"),
            click -> {
              close();
              rename.accept(name.getValue());
            });
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.addClickShortcut(Key.ENTER);
    add(name);
    getFooter().add(new Button(getTranslation("member.cancel"), click -> close()), save);
    setWidth("24rem");
  }
}
