package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Inputs for one object of a definition, with what is wrong next to each. */
abstract class Sheet extends Div {
  final Desk desk;
  private final Div others = new Div();
  private final Map<String, PropertyEditor> editors = new LinkedHashMap<>();

  Sheet(Desk desk) {
    this.desk = desk;
    addClassName("nd-sheet");
    others.addClassName("nd-error");
    add(others);
  }

  /** Where the object stands in the open file; null when it is gone. */
  abstract @Nullable String pointer();

  /** Whether it is about something else by now, and must be made anew. */
  boolean stale() {
    return false;
  }

  /** Shows the values as they are now, and what is wrong. */
  abstract void refresh();

  /** Begins a titled group of inputs. */
  final void group(String title) {
    add(new H3(title));
  }

  /** Adds an input for the property at that pointer, relative to the object. */
  final <P extends PropertyEditor> P input(String pointer, P editor, Runnable change) {
    editors.put(pointer, editor);
    editor.component().getElement().setAttribute("data-property", pointer);
    editor.onChange(change);
    add(editor.component());
    return editor;
  }

  /** Shows each problem of the open file at the input that its pointer leads to. */
  final void mark() {
    String base = pointer();
    var faults = new LinkedHashMap<String, List<Fault>>();
    editors.keySet().forEach(at -> faults.put(at, new ArrayList<>()));
    others.removeAll();
    if (base != null) {
      for (Problem problem : desk.session().problems(desk.path())) {
        if (problem.pointer().equals(base) || problem.pointer().startsWith(base + "/")) {
          place(problem, problem.pointer().substring(base.length()), faults);
        }
      }
    }
    editors.forEach((at, editor) -> editor.wrong(faults.get(at)));
  }

  private void place(Problem problem, String relative, Map<String, List<Fault>> faults) {
    String text = Wording.of(problem, desk.locale());
    String best = null;
    for (String at : editors.keySet()) {
      boolean leads = relative.equals(at) || relative.startsWith(at + "/");
      if (leads && (best == null || at.length() > best.length())) {
        best = at;
      }
    }
    if (best == null) {
      others.add(new Div(new Span(text)));
    } else {
      faults.get(best).add(new Fault(relative.substring(best.length()), text));
    }
  }

  /** Shows a value unless it is shown already: what is being typed is left alone. */
  static void renew(PropertyEditor editor, @Nullable JsonNode value) {
    if (!Objects.equals(editor.value(), value)) {
      editor.show(value);
    }
  }

  /** Sets a property, or takes it away. */
  static void set(ObjectNode owner, String name, @Nullable JsonNode value) {
    if (value == null) {
      owner.remove(name);
    } else {
      owner.set(name, value);
    }
  }

  /** A line of explanation. */
  static Component hint(String text) {
    var hint = new Span(text);
    hint.addClassNames("nd-muted", "nd-hint");
    return hint;
  }
}
