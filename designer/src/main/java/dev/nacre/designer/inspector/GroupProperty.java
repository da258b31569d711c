package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.NewSettings;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.Property.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group of settings that belong together; one that isn't required can be switched on. */
final class GroupProperty implements PropertyEditor {
  private final Desk desk;
  private final KindDescriptor kind;
  private final Shape.Group group;
  private final About about;
  private final Div box = new Div();
  private final Div place = new Div();
  private final Span error = new Span();
  private final @Nullable Checkbox on;
  private final List<Runnable> listeners = new ArrayList<>();
  private @Nullable ObjectNode json;
  private boolean telling = true;

  GroupProperty(
      Desk desk,
      KindDescriptor kind,
      String label,
      Shape.Group group,
      About about,
      boolean required) {
    this.desk = desk;
    this.kind = kind;
    this.group = group;
    this.about = about;
    error.addClassName("nd-error");
    box.addClassName("nd-property");
    if (required) {
      on = null;
      var title = new Span(label);
      title.addClassName("nd-label");
      box.add(title);
    } else {
      on = new Checkbox(label);
      on.addValueChangeListener(change -> switched(change.getValue()));
      box.add(on);
    }
    box.add(place, error);
  }

  private void switched(boolean wanted) {
    if (telling) {
      json = wanted ? NewSettings.group(desk, group) : null;
      draw();
      tell();
    }
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public void show(@Nullable JsonNode value) {
    telling = false;
    json = value instanceof ObjectNode object ? object.deepCopy() : null;
    if (on != null) {
      on.setValue(json != null);
    }
    draw();
    telling = true;
  }

  private void draw() {
    place.removeAll();
    if (json == null && on == null) {
      json = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    }
    if (json != null) {
      var body = new GroupBody(desk, kind, group, about, json, this::tell);
      body.setClassName("nd-card", on != null);
      place.add(body);
    }
  }

  @Override
  public @Nullable JsonNode value() {
    return json == null ? null : json.deepCopy();
  }

  private void tell() {
    List.copyOf(listeners).forEach(Runnable::run);
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void wrong(String text) {
    error.setText(text);
  }
}
