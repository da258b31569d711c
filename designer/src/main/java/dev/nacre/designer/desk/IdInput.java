package dev.nacre.designer.desk;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.designer.render.Texts;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Ids;
import dev.nacre.metadata.Problem;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Where an id is written: one that can't be is refused with the reason, and a better one is a click
 * away.
 */
public final class IdInput extends Div {
  private final Locale locale;
  private final Predicate<String> taken;
  private final Supplier<String> otherwise;
  private final TextField field = new TextField();
  private final Button instead = new Button();
  private Runnable listener = () -> {};
  private String suggestion = "";
  private boolean byHand;

  /**
   * An empty one.
   *
   * @param taken whether there is such an id already
   * @param otherwise what to suggest where nothing Latin was written; an id
   */
  public IdInput(Locale locale, String label, Predicate<String> taken, Supplier<String> otherwise) {
    this.locale = locale;
    this.taken = taken;
    this.otherwise = otherwise;
    addClassName("nd-id");
    field.setLabel(label);
    field.setWidthFull();
    field.setManualValidation(true);
    field.addValueChangeListener(
        change -> {
          byHand = byHand || change.isFromClient();
          check();
          if (change.isFromClient()) {
            listener.run();
          }
        });
    instead.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    instead.getElement().setAttribute("data-action", "use-id");
    instead.addClickListener(
        click -> {
          field.setValue(suggestion);
          listener.run();
        });
    add(field, instead);
    check();
  }

  /** Says so with each key, not only when the input is left. */
  public IdInput eager(String help) {
    field.setHelperText(help);
    field.setValueChangeMode(ValueChangeMode.EAGER);
    return this;
  }

  /** Nobody may change it any more. */
  public void fix() {
    field.getElement().setProperty("readonly", true);
  }

  /** Calls back whenever a person has changed it. */
  public void onChange(Runnable changed) {
    listener = changed;
  }

  /** Shows an id. */
  public void show(String id) {
    field.setValue(id);
    check();
  }

  /** Shows an id that nobody has yet, until somebody has written one. */
  public void propose(String id) {
    if (!byHand) {
      show(free(id));
    } else {
      check();
    }
  }

  /** What was written, be it an id or not. */
  public String value() {
    return field.getValue();
  }

  /** Whether that is an id which is still free. */
  public boolean fits() {
    return Ids.valid(value()) && !taken.test(value());
  }

  /** Says what else is wrong with it; nothing when the text is empty. */
  public void wrong(String text) {
    if (fits() || value().isEmpty()) {
      field.setErrorMessage(text);
      field.setInvalid(!text.isEmpty());
    }
  }

  private void check() {
    boolean refused = !value().isEmpty() && !fits();
    field.setInvalid(refused);
    suggestion = refused ? free(Ids.suggest(value(), null, otherwise.get())) : "";
    instead.setVisible(refused);
    if (refused) {
      field.setErrorMessage(
          Ids.valid(value())
              ? Texts.in(locale, "designer.new.id.taken")
              : Wording.of(Problem.at("", "id_invalid", value(), suggestion), locale));
      instead.setText(Texts.in(locale, "designer.id.use", suggestion));
    }
  }

  private String free(String wanted) {
    String found = wanted;
    for (int n = 2; taken.test(found); n++) {
      found = wanted + "_" + n;
    }
    return found;
  }
}
