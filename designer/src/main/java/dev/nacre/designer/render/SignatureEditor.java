package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Takes a signature: a place to sign in, or the one that is there and can be given again. */
final class SignatureEditor implements FieldEditor {
  private final Div box = new Div();
  private final Span label = new Span();
  private final Span help = new Span();
  private final Span error = new Span();
  private final Div held = new Div();
  private final SignaturePad pad;
  private final RenderContext context;
  private final String name;
  private final List<Runnable> listeners = new ArrayList<>();
  private JsonNode value = NullNode.instance;
  private boolean readOnly;

  SignatureEditor(FieldDefinition field, RenderContext context) {
    this.context = context;
    this.name = field.title().in(context.locale());
    box.addClassNames("nacre-files", "nacre-sign");
    box.getElement().setAttribute("data-field", field.id());
    box.getElement().setAttribute("role", "group");
    box.getElement().setAttribute("aria-label", name);
    label.setText(name);
    label.addClassName("label");
    help.addClassName("help");
    help.setText(field.help() == null ? "" : field.help().in(context.locale()));
    help.setVisible(field.help() != null);
    error.addClassName("error");
    error.getElement().setAttribute("role", "alert");
    error.setVisible(false);
    pad = new SignaturePad(name, context, this::signed);
    box.add(label, held, pad, help, error);
    draw(false);
  }

  private void signed(byte[] png) {
    FileDesk desk = context.links().files();
    if (readOnly || desk == null) {
      return;
    }
    try {
      value =
          png.length == 0
              ? NullNode.instance
              : desk.keep("signature.png", "image/png", new ByteArrayInputStream(png));
      tell("");
    } catch (NacreException e) {
      value = NullNode.instance;
      tell(words(e.problems()));
    }
    listeners.forEach(Runnable::run);
  }

  /** Shows the picture with a way to sign again, or the place to sign in. */
  private void draw(boolean again) {
    held.removeAll();
    boolean there = value.isObject() && !again;
    if (there) {
      held.add(FileLinks.picture(value, context));
      if (!readOnly) {
        var anew = new Button(context.text("render.sign.again"), click -> draw(true));
        anew.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        held.add(anew);
      }
    }
    held.setVisible(there);
    pad.setVisible(!there && !readOnly);
  }

  private String words(List<Problem> problems) {
    return problems.stream()
        .map(problem -> Wording.of(problem, context.locale()))
        .collect(Collectors.joining(" "));
  }

  private void tell(String text) {
    error.setText(text);
    error.setVisible(!text.isEmpty());
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public JsonNode value() {
    return value;
  }

  @Override
  public void show(JsonNode shown) {
    value = shown.isObject() ? shown : NullNode.instance;
    draw(false);
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void readOnly(boolean now) {
    if (readOnly != now) {
      readOnly = now;
      draw(false);
    }
  }

  @Override
  public void required(boolean required) {
    label.setText(required ? name + " •" : name);
  }

  @Override
  public void problems(List<Problem> problems) {
    tell(words(problems));
  }

  @Override
  public void focus() {
    box.getElement().executeJs("this.querySelector('[data-typed], vaadin-button')?.focus()");
  }

  @Override
  public void withoutLabel() {
    label.setVisible(false);
    help.setVisible(false);
  }
}
