package dev.nacre.workspace.member;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.RoleDefinition;
import dev.nacre.security.Account;
import dev.nacre.security.Accounts;
import dev.nacre.security.Members;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.shell.Toast;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes an account for somebody, with roles of the app. */
final class NewPersonDialog extends Dialog {
  private final Accounts accounts;
  private final Members members;
  private final OpenApp app;
  private final Runnable made;
  private final TextField name = new TextField();
  private final TextField id = new TextField();
  private final TextField password = new TextField();
  private final CheckboxGroup<RoleDefinition> roles = new CheckboxGroup<>();
  private boolean named;

  NewPersonDialog(Accounts accounts, Members members, OpenApp app, Runnable made) {
    this.accounts = accounts;
    this.members = members;
    this.app = app;
    this.made = made;
    setHeaderTitle(getTranslation("member.new"));
    name.setLabel(getTranslation("member.name"));
    name.setValueChangeMode(ValueChangeMode.EAGER);
    name.addValueChangeListener(change -> suggest());
    name.setAutofocus(true);
    id.setLabel(getTranslation("member.id"));
    id.setHelperText(getTranslation("member.id.help"));
    id.addValueChangeListener(change -> named = named || change.isFromClient());
    password.setLabel(getTranslation("member.password.new"));
    password.setHelperText(getTranslation("member.password.help"));
    password.setValue(Passwords.next());
    roles.setLabel(getTranslation("member.roles"));
    roles.setItems(app.app().documents().roles().values());
    roles.setItemLabelGenerator(role -> role.title().in(app.context().locale()));
    var content = new VerticalLayout(name, id, roles, password);
    content.setPadding(false);
    content.setSpacing(false);
    for (TextField field : new TextField[] {name, id, password}) {
      field.setWidthFull();
    }
    add(content);
    var create = new Button(getTranslation("member.create"), click -> create());
    create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    create.setId("create-person");
    getFooter().add(new Button(getTranslation("member.cancel"), click -> close()), create);
    setWidth("28rem");
  }

  /** A sign-in name is made of the name where its letters can be. */
  private void suggest() {
    if (!named) {
      id.setValue(
          name.getValue()
              .strip()
              .toLowerCase(Locale.ROOT)
              .replaceAll("\\s+", ".")
              .replaceAll("[^a-z0-9._@-]", ""));
    }
  }

  private void create() {
    name.setInvalid(false);
    id.setInvalid(false);
    password.setInvalid(false);
    try {
      Account account =
          accounts.create(
              Account.local(id.getValue().strip(), name.getValue().strip(), false),
              password.getValue(),
              app.who());
      members.set(
          app.forms().app(),
          account.id(),
          roles.getValue().stream().map(RoleDefinition::id).collect(Collectors.toSet()),
          app.who());
      close();
      Toast.done(getTranslation("member.made", account.name()));
      made.run();
    } catch (NacreException refused) {
      refused.problems().forEach(this::tell);
    }
  }

  private void tell(Problem problem) {
    HasValidation field =
        switch (problem.pointer()) {
          case "/name" -> name;
          case "/password" -> password;
          default -> id;
        };
    field.setErrorMessage(Wording.of(problem, getLocale()));
    field.setInvalid(true);
  }
}
