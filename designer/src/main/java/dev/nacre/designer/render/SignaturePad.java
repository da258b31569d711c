package dev.nacre.designer.render;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.dom.Element;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * A place to sign in with a finger, a pen or a mouse. Who can't draw types the name instead, which
 * is then written there.
 */
@JavaScript("context://nacre/signature.js")
final class SignaturePad extends Div {
  private static final String PNG = "data:image/png;base64,";
  private static final int LARGEST = 1 << 20;
  private static final String READY =
      "const arm = () => window.nacreSign ? window.nacreSign(this) : setTimeout(arm, 30); arm();";

  private final Element canvas = new Element("canvas");

  /**
   * A pad.
   *
   * @param name what is signed, for those who don't see it
   * @param signed told the picture, or nothing when the place was cleared
   */
  SignaturePad(String name, RenderContext context, Consumer<byte[]> signed) {
    addClassName("nacre-pad");
    canvas.setAttribute("width", "600").setAttribute("height", "200");
    canvas.setAttribute("role", "img").setAttribute("aria-label", name);
    canvas
        .addEventListener(
            "nacre-signed",
            event -> signed.accept(png(event.getEventData().get("event.detail").asString())))
        .addEventData("event.detail");
    var typed = new Element("input");
    typed.setAttribute("type", "text").setAttribute("data-typed", "");
    typed.setAttribute("placeholder", context.text("render.sign.type"));
    typed.setAttribute("aria-label", name + ": " + context.text("render.sign.type"));
    var clear = new Button(context.text("render.sign.clear"));
    clear.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    clear.getElement().setAttribute("data-clear", "");
    var below = new Div();
    below.addClassName("below");
    below.getElement().appendChild(typed, clear.getElement());
    getElement().appendChild(canvas, below.getElement());
  }

  private static byte[] png(String address) {
    if (!address.startsWith(PNG) || address.length() > LARGEST) {
      return new byte[0];
    }
    try {
      return Base64.getDecoder().decode(address.substring(PNG.length()));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    canvas.executeJs(READY);
  }
}
