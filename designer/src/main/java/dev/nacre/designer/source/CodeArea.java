package dev.nacre.designer.source;

import com.vaadin.flow.component.AbstractSinglePropertyField;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.dom.DebouncePhase;

/** A plain text area for code; tells of a change when the person pauses. */
@Tag("textarea")
final class CodeArea extends AbstractSinglePropertyField<CodeArea, String>
    implements HasSize, HasStyle, Focusable<CodeArea> {
  private static final int PAUSE_MILLIS = 600;

  CodeArea() {
    super("value", "", false);
    setSynchronizedEvent(null);
    addClassName("nd-source");
    getElement().setAttribute("spellcheck", "false");
    getElement().setAttribute("wrap", "off");
    getElement().setAttribute("autocomplete", "off");
    getElement()
        .addPropertyChangeListener("value", "input", event -> {})
        .debounce(PAUSE_MILLIS, DebouncePhase.TRAILING);
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
