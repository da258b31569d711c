package dev.nacre.designer.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.draft.FieldPath;
import dev.nacre.designer.draft.FormEdit;
import dev.nacre.designer.draft.Place;
import dev.nacre.designer.draft.SectionView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts fields onto the open form: by dropping, by keys and by clicks, all in the same way. */
public final class Placing {
  private final Desk desk;

  /** Places on that desk. */
  public Placing(Desk desk) {
    this.desk = desk;
  }

  /** Puts what was dragged onto the form. */
  public void drop(Dragged dragged, Place place) {
    switch (dragged) {
      case Dragged.Type type -> add(type.id(), place);
      case Dragged.Existing existing when existing.path().line() == null ->
          desk.edit(form -> form.move(existing.path().field(), place));
      case Dragged.Existing existing -> takeOut(existing.path(), place);
      case Dragged.Step s -> {}
    }
  }

  /** Puts what was dragged among the fields of a table's lines. */
  public void dropIntoLines(Dragged dragged, String table, @Nullable String before) {
    switch (dragged) {
      case Dragged.Type type -> addLine(type.id(), table, before);
      case Dragged.Existing existing when table.equals(existing.path().field()) ->
          desk.edit(
              form -> {
                if (existing.path().line() != null) {
                  form.moveLine(table, existing.path().line(), before);
                }
              });
      case Dragged.Existing existing -> putIn(existing.path(), table, before);
      case Dragged.Step s -> {}
    }
  }

  /** Adds a field of that type behind the selected one, or at the end. */
  public void add(String type) {
    FormEdit form = desk.form().orElse(null);
    if (form == null) {
      return;
    }
    FieldPath selected = desk.selectedField().orElse(null);
    if (selected != null && selected.line() != null) {
      addLine(type, selected.field(), null);
    } else if (selected != null) {
      add(type, form.place(selected.field()).orElseGet(() -> end(form)));
    } else if (desk.selection() instanceof Selection.Section section) {
      add(type, new Place(section.index(), null));
    } else {
      add(type, end(form));
    }
  }

  /** Moves a field by one place, also into the next section or the one before. */
  public void step(FieldPath path, int by) {
    desk.edit(
        form -> {
          if (path.line() == null) {
            step(form, path.field(), by);
          } else {
            List<String> ids = ids(form.lines(path.field()));
            int to = ids.indexOf(path.line()) + by;
            if (to >= 0 && to < ids.size()) {
              int before = by > 0 ? to + 1 : to;
              form.moveLine(
                  path.field(), path.line(), before < ids.size() ? ids.get(before) : null);
            }
          }
        });
  }

  /** Adds the same field again, behind it. */
  public void duplicate(FieldPath path) {
    desk.edit(
        form ->
            form.find(path)
                .ifPresent(
                    field -> {
                      String table = path.line() == null ? null : path.field();
                      ObjectNode copy = field.deepCopy();
                      String id = form.free(table, path.id());
                      copy.put("id", id);
                      if (table == null) {
                        form.add(copy, form.place(path.field()).orElseGet(() -> end(form)));
                      } else {
                        form.addLine(table, copy, null);
                      }
                    }));
  }

  private void add(String type, Place place) {
    FormEdit now = desk.form().orElseThrow();
    String id = now.free(null, type);
    desk.edit(form -> form.add(NewField.of(desk, type, id), place));
    desk.select(FieldPath.of(id));
  }

  private void addLine(String type, String table, @Nullable String before) {
    FormEdit now = desk.form().orElseThrow();
    String id = now.free(table, type);
    desk.edit(form -> form.addLine(table, NewField.of(desk, type, id), before));
    desk.select(new FieldPath(table, id));
  }

  private void takeOut(FieldPath path, Place place) {
    desk.edit(
        form ->
            form.find(path)
                .ifPresent(
                    field -> {
                      form.remove(path);
                      form.add(field.put("id", form.free(null, path.id())), place);
                    }));
  }

  private void putIn(FieldPath path, String table, @Nullable String before) {
    desk.edit(
        form ->
            form.find(path)
                .ifPresent(
                    field -> {
                      form.remove(path);
                      form.addLine(table, field.put("id", form.free(table, path.id())), before);
                    }));
  }

  private static void step(FormEdit form, String id, int by) {
    List<SectionView> sections = form.sections();
    int at = form.place(id).map(Place::section).orElse(-1);
    if (at < 0) {
      return;
    }
    List<String> ids = ids(sections.get(at).fields());
    int to = ids.indexOf(id) + by;
    int section = at + by;
    if (to >= 0 && to < ids.size()) {
      int before = by > 0 ? to + 1 : to;
      form.move(id, new Place(at, before < ids.size() ? ids.get(before) : null));
    } else if (section >= 0 && section < sections.size()) {
      List<String> next = ids(sections.get(section).fields());
      form.move(id, new Place(section, by > 0 && !next.isEmpty() ? next.getFirst() : null));
    }
  }

  private static Place end(FormEdit form) {
    return new Place(form.sections().size() - 1, null);
  }

  private static List<String> ids(List<ObjectNode> fields) {
    return fields.stream().map(FormEdit::id).toList();
  }
}
