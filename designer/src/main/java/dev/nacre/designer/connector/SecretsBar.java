package dev.nacre.designer.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.PasswordField;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Ids;
import dev.nacre.metadata.NacreException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The secrets that the open connector names; each can be set, and none be read. */
final class SecretsBar extends Div {
  private final Desk desk;
  private @Nullable Map<String, Boolean> drawn;

  SecretsBar(Desk desk) {
    this.desk = desk;
    addClassName("nd-secrets");
  }

  void draw() {
    var names = new TreeSet<String>();
    desk.json().ifPresent(json -> find(json, names));
    Set<String> known = names.isEmpty() ? Set.of() : desk.surroundings().partners().secrets();
    var now = new TreeMap<String, Boolean>();
    names.forEach(name -> now.put(name, known.contains(name)));
    // a button that is about to be pressed stays
    if (!now.equals(drawn)) {
      drawn = now;
      setVisible(!now.isEmpty());
      removeAll();
      add(new H2(desk.text("connector.secrets")));
      now.forEach(this::chip);
    }
  }

  private void chip(String name, boolean set) {
    var chip = new Div();
    chip.addClassNames("nd-secret", set ? "nd-secret-set" : "nd-secret-open");
    chip.getElement().setAttribute("data-secret", name);
    var change =
        new Button(
            desk.text(set ? "connector.secret.change" : "connector.secret.set"),
            click -> ask(name));
    change.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    chip.add(
        (set ? VaadinIcon.CHECK_CIRCLE : VaadinIcon.WARNING).create(),
        new Span(name),
        new Span(desk.text(set ? "connector.secret.is" : "connector.secret.isnt")),
        change);
    add(chip);
  }

  private static void find(JsonNode json, Set<String> names) {
    if (json.isObject()
        && json.size() == 1
        && json.path("secret").isTextual()
        && Ids.valid(json.path("secret").asText())) {
      names.add(json.get("secret").textValue());
    }
    json.forEach(inner -> find(inner, names));
  }

  private void ask(String name) {
    var dialog = new Dialog();
    dialog.setHeaderTitle(desk.text("connector.secret.title", name));
    var value = new PasswordField();
    value.setWidthFull();
    value.setLabel(desk.text("connector.secret.value"));
    value.getElement().setAttribute("autocomplete", "new-password");
    dialog.add(new Paragraph(desk.text("connector.secret.help")), value);
    var keep =
        new Button(
            desk.text("connector.secret.keep"),
            click -> {
              try {
                desk.surroundings().partners().set(name, value.getValue());
                dialog.close();
                draw();
              } catch (NacreException e) {
                value.setInvalid(true);
                value.setErrorMessage(Wording.of(e.problems().getFirst(), desk.locale()));
              }
            });
    keep.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    keep.getElement().setAttribute("data-action", "keep-secret");
    dialog.getFooter().add(new Button(desk.text("cancel"), click -> dialog.close()), keep);
    dialog.setWidth("26rem");
    dialog.open();
    value.focus();
  }
}
