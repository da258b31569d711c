package dev.nacre.designer.tree;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.IdInput;
import dev.nacre.designer.desk.NewField;
import dev.nacre.metadata.Ids;
import java.util.List;

/** Asks what a new form, workflow or dashboard is called, and who may use it. */
final class NewDefinitionDialog extends Dialog {
  private final Desk desk;
  private final String folder;
  private final TextField chinese = new TextField();
  private final TextField english = new TextField();
  private final IdInput id;
  private final Checkbox menu = new Checkbox();
  private final CheckboxGroup<String> roles = new CheckboxGroup<>();
  private final Button create = new Button();

  NewDefinitionDialog(Desk desk, String folder) {
    this.desk = desk;
    this.folder = folder;
    setHeaderTitle(desk.text("new." + folder));
    chinese.setLabel(desk.text("new.name.zh"));
    english.setLabel(desk.text("new.name.en"));
    List<String> taken = Definitions.ids(desk.session().files(), folder);
    id =
        new IdInput(desk.locale(), desk.text("field.id"), taken::contains, this::words)
            .eager(desk.text("new.id.help"));
    id.onChange(this::check);
    boolean shown = List.of("forms", "dashboards").contains(folder);
    menu.setLabel(desk.text("new.menu"));
    menu.setValue(true);
    menu.setVisible(shown);
    List<String> known = Definitions.ids(desk.session().files(), "roles");
    roles.setLabel(desk.text("new.roles"));
    roles.setItems(known);
    roles.setItemLabelGenerator(
        role ->
            Definitions.title(desk.session().files(), "roles/" + role + ".json", desk.locale()));
    roles.setVisible(shown && !known.isEmpty());
    for (TextField name : List.of(chinese, english)) {
      name.setWidthFull();
      name.setValueChangeMode(ValueChangeMode.EAGER);
      name.addValueChangeListener(change -> suggest());
    }
    boolean inChinese = desk.locale().getLanguage().equals("zh");
    var content =
        new VerticalLayout(
            inChinese ? chinese : english, inChinese ? english : chinese, id, menu, roles);
    content.setPadding(false);
    content.setSpacing(false);
    add(content);
    create.setText(desk.text("new.create"));
    create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    create.addClickShortcut(Key.ENTER);
    create.addClickListener(click -> create());
    create.setEnabled(false);
    getFooter().add(new Button(desk.text("cancel"), click -> close()), create);
    setWidth("26rem");
    (inChinese ? chinese : english).focus();
  }

  private void suggest() {
    id.propose(words());
    check();
  }

  private String words() {
    String singular = folder.substring(0, folder.length() - 1);
    return Ids.suggest(english.getValue(), null, singular);
  }

  private void check() {
    create.setEnabled(id.fits() && !(english.isEmpty() && chinese.isEmpty()));
  }

  private void create() {
    if (!create.isEnabled()) {
      return;
    }
    String en = english.isEmpty() ? chinese.getValue() : english.getValue();
    String zh = chinese.isEmpty() ? english.getValue() : chinese.getValue();
    ObjectNode name = NewField.label(en.strip(), zh.strip());
    String path = folder + "/" + id.value() + ".json";
    var definition = new NewDefinition(folder, id.value(), name);
    desk.session()
        .apply(
            files -> definition.into(files, menu.isVisible() && menu.getValue(), roles.getValue()));
    close();
    desk.open(path);
  }
}
