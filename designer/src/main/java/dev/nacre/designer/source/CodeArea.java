package dev.nacre.designer.source;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import java.util.function.Consumer;

/** A plain text area for code; tells of a change when the person pauses. */
@Tag("textarea")
final class CodeArea extends Component implements HasStyle, Focusable<CodeArea> {
  private static final int PAUSE_MILLIS = 600;
  private String text = "";

  CodeArea(Consumer<String> typed) {
    addClassName("nd-source");
    getElement().setAttribute("spellcheck", "false");
    getElement().setAttribute("wrap", "off");
    getElement().setAttribute("autocomplete", "off");
    getElement()
        .addEventListener(
            "input",
            event -> {
              text = event.getEventData().get("element.value").asString();
              typed.accept(text);
            })
        .addEventData("element.value")
        .debounce(PAUSE_MILLIS);
  }

  /** What stands there, as far as told. */
  String text() {
    return text;
  }

  /** Shows a text, without telling anybody. */
  void show(String shown) {
    text = shown;
    getElement().executeJs("this.value = $0", shown);
  }

  /** Puts the cursor into that line and shows it. */
  void go(int line) {
    getElement()
        .executeJs(
            """
            const lines = this.value.split('\\n');
            const from = lines.slice(0, $0 - 1).reduce((sum, l) => sum + l.length + 1, 0);
            this.focus();
            this.setSelectionRange(from, from + (lines[$0 - 1] || '').length);
            const height = parseFloat(getComputedStyle(this).lineHeight);
            const scroller = this.closest('.nd-source-scroll');
            if (scroller) scroller.scrollTop = Math.max(0, ($0 - 6) * height);
            """,
            line);
  }
}
