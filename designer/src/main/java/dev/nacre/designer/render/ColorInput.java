package dev.nacre.designer.render;

import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Locale;
import java.util.regex.Pattern;

/** The browser's own picker beside a written colour; each shows what the other was given. */
final class ColorInput {
  private static final Pattern LONG = Pattern.compile("#?([0-9a-f]{6})");
  private static final Pattern SHORT = Pattern.compile("#([0-9a-f])([0-9a-f])([0-9a-f])");

  /** Where a picker opens that can't be empty: neither black nor white, which are chosen often. */
  private static final String NOWHERE = "#808080";

  private final TextField text;
  private final Input picker = new Input();

  /**
   * Puts a picker into an input.
   *
   * @param name of what is chosen, for those who don't see it
   */
  ColorInput(TextField text, String name, RenderContext context) {
    this.text = text;
    String words = context.text("render.color.choose", name);
    picker.setType("color");
    picker.addClassName("nacre-pick");
    picker.getElement().setAttribute("aria-label", words).setAttribute("title", words);
    picker.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            text.setValue(change.getValue());
          }
        });
    text.addValueChangeListener(change -> follow());
    text.setPrefixComponent(picker);
    text.setClearButtonVisible(true);
    follow();
  }

  private void follow() {
    String plain = plain(text.getValue());
    picker.setValue(plain.isEmpty() ? NOWHERE : plain);
    picker.setClassName("none", plain.isEmpty());
  }

  /** The colour as a browser writes it; empty when it is none. */
  static String plain(String written) {
    String small = written.strip().toLowerCase(Locale.ROOT);
    var whole = LONG.matcher(small);
    if (whole.matches()) {
      return "#" + whole.group(1);
    }
    return SHORT.matcher(small).matches() ? SHORT.matcher(small).replaceAll("#$1$1$2$2$3$3") : "";
  }

  void readOnly(boolean readOnly) {
    picker.setEnabled(!readOnly);
  }
}
