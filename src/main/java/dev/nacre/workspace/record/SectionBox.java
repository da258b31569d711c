package dev.nacre.workspace.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import java.util.LinkedHashMap;
import java.util.Map;

/** A section of a form on the screen. */
final class SectionBox extends Section {
  private final Div fields = new Div();
  private final Map<String, Component> byField = new LinkedHashMap<>();

  SectionBox(Sections.Section section) {
    addClassName("nacre-section");
    if (section.label() != null) {
      add(new H2(section.label().in(getLocale())));
    }
    fields.addClassNames("fields", "columns-" + section.columns());
    add(fields);
  }

  /** Puts a field's component in. */
  void put(String field, boolean wide, Component component) {
    component.getElement().getClassList().set("wide", wide);
    byField.put(field, component);
    fields.add(component);
  }

  /** Shows or hides a field; a section of hidden fields hides with them. */
  void visible(String field, boolean visible) {
    Component component = byField.get(field);
    if (component != null) {
      component.setVisible(visible);
      setVisible(byField.values().stream().anyMatch(Component::isVisible));
    }
  }
}
