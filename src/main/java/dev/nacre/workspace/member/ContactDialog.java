package dev.nacre.workspace.member;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.security.Account;
import dev.nacre.security.Contact;
import dev.nacre.security.Contacts;
import dev.nacre.security.Identity;
import dev.nacre.workspace.shell.Toast;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks where somebody is reached outside. */
final class ContactDialog extends Dialog {
  private final Account account;
  private final Contacts contacts;
  private final Identity who;
  private final EmailField email = new EmailField();
  private final TextField phone = new TextField();

  ContactDialog(Account account, Contacts contacts, Identity who) {
    this.account = account;
    this.contacts = contacts;
    this.who = who;
    Contact known =
        contacts.of(List.of(account.id())).getOrDefault(account.id(), new Contact(null, null));
    setHeaderTitle(getTranslation("member.contact", account.name()));
    email.setLabel(getTranslation("member.email"));
    email.setValue(known.email() == null ? "" : known.email());
    email.setWidthFull();
    email.setAutofocus(true);
    phone.setLabel(getTranslation("member.phone"));
    phone.setValue(known.phone() == null ? "" : known.phone());
    phone.setWidthFull();
    var save = new Button(getTranslation("member.save"), click -> save());
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.addClickShortcut(Key.ENTER);
    save.setId("save-contact");
    add(email, phone);
    getFooter().add(new Button(getTranslation("member.cancel"), click -> close()), save);
    setWidth("24rem");
  }

  private void save() {
    var wanted = new Contact(written(email.getValue()), written(phone.getValue()));
    try {
      if (contacts.change(account.id(), wanted, EnumSet.allOf(Contact.Way.class), who)) {
        Toast.done(getTranslation("member.changed", account.name()));
      }
      close();
    } catch (NacreException refused) {
      wrong(refused.problems());
    }
  }

  private static @Nullable String written(String text) {
    return text.isBlank() ? null : text.strip();
  }

  private void wrong(List<Problem> problems) {
    email.setInvalid(false);
    phone.setInvalid(false);
    for (Problem problem : problems) {
      String words = Wording.of(problem, getLocale());
      if (problem.pointer().equals("/email")) {
        email.setErrorMessage(words);
        email.setInvalid(true);
      } else {
        phone.setErrorMessage(words);
        phone.setInvalid(true);
      }
    }
  }
}
