package dev.nacre.workspace.list;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.checkbox.CheckboxGroupVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.nacre.app.SavedViews;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import dev.nacre.workspace.OpenApp;
import java.util.Set;
import java.util.function.BiConsumer;

/** Asks what a list is called, and with whom it is shared. */
final class SaveViewDialog extends Dialog {
  /**
   * A dialog.
   *
   * @param save told of name and roles; what it raises is shown, and the dialog stays
   */
  SaveViewDialog(
      OpenApp app, String name, Set<String> roles, BiConsumer<String, Set<String>> save) {
    setHeaderTitle(getTranslation("view.save.title"));
    addClassName("nacre-save-view");
    var called = new TextField(getTranslation("view.name"));
    called.setValue(name);
    called.setMaxLength(80);
    called.setWidthFull();
    called.setAutofocus(true);
    var shared = new CheckboxGroup<String>(getTranslation("view.share"));
    shared.addThemeVariants(CheckboxGroupVariant.LUMO_VERTICAL);
    shared.setItems(SavedViews.sharable(app.forms(), app.who()));
    shared.setItemLabelGenerator(
        role -> app.app().documents().roles().get(role).title().in(getLocale()));
    shared.setHelperText(getTranslation("view.share.hint"));
    shared.setValue(roles);
    shared.setVisible(!SavedViews.sharable(app.forms(), app.who()).isEmpty());
    var keep =
        new Button(
            getTranslation("view.save.now"),
            click -> {
              try {
                save.accept(called.getValue(), shared.getValue());
                close();
              } catch (NacreException e) {
                called.setInvalid(true);
                called.setErrorMessage(Wording.of(e.problems().getFirst(), getLocale()));
              }
            });
    keep.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    keep.addClickShortcut(Key.ENTER);
    keep.setId("save-view-now");
    var body = new Div(called, shared);
    add(body);
    getFooter().add(new Button(getTranslation("view.cancel"), click -> close()), keep);
    setWidth("24rem");
  }
}
