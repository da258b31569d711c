package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasAriaLabel;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.shared.InputField;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Binds one Vaadin input to a JSON value. The engine decides what is right; the input shows it.
 *
 * @param <T> what the input holds
 */
final class ValueEditor<T> implements FieldEditor {
  private final Component component;
  private final InputField<?, T> input;
  private final HasValidationProperties validation;
  private final Codec<T> codec;
  private final Locale locale;
  private final String label;
  private Consumer<@Nullable Set<String>> offer = values -> {};
  private Function<T, Optional<Runnable>> wish = value -> Optional.empty();
  private Consumer<Boolean> beside = readOnly -> {};
  private boolean telling = true;

  /** Between an input's value and JSON. */
  interface Codec<T> {
    /** From JSON, which is never null; null when it can't be shown. */
    @Nullable T read(JsonNode json);

    /** To JSON; the value is never empty. */
    JsonNode write(T value);
  }

  <C extends Component & InputField<?, T> & HasValidationProperties> ValueEditor(
      C component, FieldDefinition field, RenderContext context, Codec<T> codec) {
    this.component = component;
    this.input = component;
    this.validation = component;
    this.codec = codec;
    this.locale = context.locale();
    this.label = field.title().in(locale);
    input.setLabel(label);
    input.setWidthFull();
    if (field.help() != null) {
      input.setHelperText(field.help().in(locale));
    }
    validation.setManualValidation(true);
    component.getElement().setAttribute("data-field", field.id());
  }

  /**
   * The same, able to leave some of its values out.
   *
   * @param how told which are offered; null for all
   */
  ValueEditor<T> offering(Consumer<@Nullable Set<String>> how) {
    offer = how;
    return this;
  }

  /**
   * The same, able to take what is no value but asks for something to be done: what was there comes
   * back, and it is done.
   *
   * @param what is asked for by what was chosen; empty for a value
   * @param again what was there, as it is put back
   */
  ValueEditor<T> wishing(Function<T, Optional<Runnable>> what, UnaryOperator<@Nullable T> again) {
    wish = what;
    // before those who are told of values
    input.addValueChangeListener(
        change ->
            asked(change.getValue())
                .ifPresent(
                    act -> {
                      telling = false;
                      input.setValue(again.apply(change.getOldValue()));
                      telling = true;
                      act.run();
                    }));
    return this;
  }

  /**
   * The same, with something beside the input that gives values too.
   *
   * @param how told whether there is only something to read now
   */
  ValueEditor<T> beside(Consumer<Boolean> how) {
    beside = how;
    return this;
  }

  private Optional<Runnable> asked(@Nullable T value) {
    return value == null ? Optional.empty() : wish.apply(value);
  }

  @Override
  public void offer(@Nullable Set<String> values) {
    offer.accept(values);
  }

  @Override
  public Component component() {
    return component;
  }

  @Override
  public JsonNode value() {
    return input.isEmpty() ? NullNode.instance : codec.write(input.getValue());
  }

  @Override
  public void show(JsonNode value) {
    telling = false;
    T shown = value.isNull() || value.isMissingNode() ? null : codec.read(value);
    if (shown == null) {
      input.clear();
    } else {
      input.setValue(shown);
    }
    telling = true;
  }

  @Override
  public void onChange(Runnable listener) {
    input.addValueChangeListener(
        change -> {
          if (telling && asked(change.getValue()).isEmpty()) {
            listener.run();
          }
        });
  }

  @Override
  public void readOnly(boolean readOnly) {
    input.setReadOnly(readOnly);
    beside.accept(readOnly);
  }

  @Override
  public void required(boolean required) {
    input.setRequiredIndicatorVisible(required);
  }

  @Override
  public void problems(List<Problem> problems) {
    String text =
        problems.stream()
            .map(problem -> Wording.of(problem, locale))
            .collect(Collectors.joining(" "));
    if (text.isEmpty() && unreadable()) {
      text = Texts.in(locale, "render.unreadable");
    }
    validation.setErrorMessage(text);
    validation.setInvalid(!text.isEmpty());
  }

  /** Whether something is typed that isn't a value of this kind. */
  private boolean unreadable() {
    return input.isEmpty() && component.getElement().getProperty("_hasInputValue", false);
  }

  @Override
  public void focus() {
    if (component instanceof Focusable<?> focusable) {
      focusable.focus();
    }
  }

  @Override
  public void withoutLabel() {
    input.setLabel(null);
    input.setHelperText(null);
    if (component instanceof HasAriaLabel named) {
      named.setAriaLabel(label);
    } else {
      component.getElement().setProperty("accessibleName", label);
    }
  }
}
