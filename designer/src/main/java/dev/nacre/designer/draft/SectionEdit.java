package dev.nacre.designer.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Edits the sections of one form. */
public final class SectionEdit {
  private final FormEdit form;

  /** Edits that form's. */
  public SectionEdit(FormEdit form) {
    this.form = form;
  }

  /** Adds an empty section at the end, and gives its index. */
  public int add(JsonNode label) {
    write();
    ArrayNode sections = sections();
    ObjectNode section = sections.addObject();
    section.set("label", label);
    section.putArray("fields");
    return sections.size() - 1;
  }

  /** Sets the title and the columns of a section; null takes them away. */
  public void set(int index, @Nullable JsonNode label, @Nullable Integer columns) {
    write();
    if (!(sections().get(index) instanceof ObjectNode section)) {
      return;
    }
    JsonNode fields = section.get("fields");
    section.removeAll();
    if (label != null) {
      section.set("label", label);
    }
    if (columns != null) {
      section.put("columns", columns);
    }
    section.set("fields", fields);
  }

  /** Moves a section up or down by one. */
  public void move(int index, int by) {
    write();
    ArrayNode sections = sections();
    int to = index + by;
    if (to >= 0 && to < sections.size()) {
      sections.insert(to, sections.remove(index));
    }
  }

  /** Takes a section away; its fields go to the end of the one above, or below for the first. */
  public void remove(int index) {
    write();
    ArrayNode sections = sections();
    if (sections.size() < 2) {
      form.json().remove("layout");
      return;
    }
    JsonNode removed = sections.remove(index);
    if (sections.get(Math.max(0, index - 1)) instanceof ObjectNode neighbour) {
      removed.path("fields").forEach(FormEdit.array(neighbour, "fields")::add);
    }
  }

  /** Writes down the sections that the canvas shows, so that each can be changed. */
  private void write() {
    List<SectionView> shown = form.sections();
    SectionView last = shown.getLast();
    if (!last.written()) {
      ArrayNode fields = sections().addObject().putArray("fields");
      last.fields().forEach(field -> fields.add(FormEdit.id(field)));
    }
  }

  private ArrayNode sections() {
    ObjectNode json = form.json();
    ObjectNode layout =
        json.get("layout") instanceof ObjectNode found ? found : json.putObject("layout");
    return FormEdit.array(layout, "sections");
  }
}
