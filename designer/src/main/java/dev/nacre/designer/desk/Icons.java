package dev.nacre.designer.desk;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.shared.Tooltip;
import dev.nacre.kind.KindDescriptor;
import org.jspecify.annotations.Nullable;

/** The small pictures of the designer. */
public final class Icons {
  private Icons() {}

  /** The picture of a field type; a question mark for an unknown one. */
  public static Component of(Desk desk, String type) {
    String name =
        desk.types()
            .find(type)
            .map(kind -> desk.types().descriptor(kind.id()).icon())
            .orElse("vaadin:question");
    return icon(name);
  }

  /** The picture of a kind; a question mark for an unknown one. */
  public static Component of(@Nullable KindDescriptor kind) {
    return icon(kind == null ? "vaadin:question" : kind.icon());
  }

  private static Icon icon(String name) {
    String[] parts = name.split(":", 2);
    Icon icon = new Icon(parts[0], parts[1]);
    icon.addClassName("nd-icon");
    return icon;
  }

  /** A small button that says what it does to those who point at it or hear it. */
  public static Button button(VaadinIcon icon, String text, Runnable act) {
    var button = new Button(icon.create(), click -> act.run());
    button.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_ICON);
    button.setAriaLabel(text);
    Tooltip.forComponent(button).setText(text);
    return button;
  }
}
