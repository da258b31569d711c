package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.NewSettings;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.Property.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group of settings that belong together; one that isn't required can be switched on. */
final class GroupProperty extends FramedProperty {
  private final Desk desk;
  private final KindDescriptor kind;
  private final Shape.Group group;
  private final About about;
  private final Div place = new Div();
  private final @Nullable Checkbox on;
  private @Nullable ObjectNode json;
  private @Nullable GroupBody body;

  GroupProperty(
      Desk desk,
      KindDescriptor kind,
      String label,
      Shape.Group group,
      About about,
      boolean required) {
    super("nd-property");
    this.desk = desk;
    this.kind = kind;
    this.group = group;
    this.about = about;
    if (required) {
      on = null;
      box.add(title(label));
    } else {
      on = new Checkbox(label);
      on.addValueChangeListener(change -> switched(change.getValue()));
      box.add(on);
    }
    box.add(place, error);
  }

  private void switched(boolean wanted) {
    if (telling()) {
      json = wanted ? NewSettings.group(desk, group) : null;
      draw();
      tell();
    }
  }

  @Override
  public void show(@Nullable JsonNode value) {
    quietly(() -> fill(value));
  }

  private void fill(@Nullable JsonNode value) {
    json = value instanceof ObjectNode object ? object.deepCopy() : null;
    if (on != null) {
      on.setValue(json != null);
    }
    draw();
  }

  private void draw() {
    place.removeAll();
    body = null;
    if (json == null && on == null) {
      json = JsonNodeFactory.instance.objectNode();
    }
    if (json != null) {
      body = new GroupBody(desk, kind, group, about, json, this::tell);
      body.setClassName("nd-card", on != null);
      place.add(body);
    }
  }

  @Override
  public void wrong(List<Fault> faults) {
    wrong(Fault.text(body == null ? faults : body.wrong(faults)));
  }

  @Override
  public @Nullable JsonNode value() {
    return json == null ? null : json.deepCopy();
  }
}
