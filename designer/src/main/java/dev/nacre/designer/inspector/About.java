package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.FieldChoice;
import dev.nacre.designer.desk.Fields;
import dev.nacre.kind.NamesField.Of;
import dev.nacre.kind.Property;
import dev.nacre.kind.Property.Shape;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions, values and field names among some settings are about.
 *
 * @param form the form whose fields are compared, set or counted; empty when none is known
 * @param source the form of the record that values and formulas read; empty when there is none
 * @param changes whether conditions can ask what has changed
 * @param rows what is compared and read in place of a whole record; null when it is the record
 */
record About(
    Supplier<String> form,
    Supplier<String> source,
    boolean changes,
    @Nullable Function<Desk, Fields> rows) {
  About(Supplier<String> form, Supplier<String> source, boolean changes) {
    this(form, source, changes, null);
  }

  /** About the records of one form. */
  static About of(Supplier<String> form) {
    return new About(form, form, false);
  }

  /** The fields that a condition compares. */
  Fields compared(Desk desk) {
    return rows == null ? Fields.of(desk, form.get()) : rows.apply(desk);
  }

  /** The fields that values read. */
  Fields read(Desk desk) {
    return rows == null ? Fields.of(desk, source.get()) : rows.apply(desk);
  }

  /** The fields that a setting may name. */
  List<FieldChoice> named(Desk desk, Of of) {
    return switch (of) {
      case FIELD -> Fields.of(desk, form.get()).all();
      case TABLE -> Fields.of(desk, form.get()).ownTables();
      case RECORD_TABLE -> Fields.of(desk, source.get()).ownTables();
      case LINKED_TABLE -> read(desk).linkedTables();
      case LINE -> compared(desk).all();
      case WRITTEN -> {
        Fields fields = Fields.of(desk, form.get());
        yield Stream.of(fields.writable(), fields.ownTables(), fields.columns())
            .flatMap(List::stream)
            .toList();
      }
    };
  }

  /**
   * About what stands in a group: where it names a table, the other names are those of its lines.
   *
   * @param json the group itself, which is read whenever the fields are asked for
   */
  About within(Shape.Group group, ObjectNode json) {
    if (group.properties().stream().anyMatch(About::namesForm)) {
      return new About(() -> json.path("form").asText(form.get()), source, changes, rows);
    }
    if (group.properties().stream().anyMatch(property -> property.name().equals("sort"))) {
      // whole records are chosen and put in order, whatever the settings around them go over
      return new About(form, source, false, null);
    }
    String table = named(group, Of.TABLE);
    String each = named(group, Of.RECORD_TABLE);
    String parts = named(group, Of.LINKED_TABLE);
    if (table != null) {
      String name = table;
      return rows(desk -> Fields.of(desk, form.get()).lines(json.path(name).asText()));
    }
    if (each == null && parts == null) {
      return this;
    }
    return rows(
        desk ->
            Fields.of(desk, source.get())
                .rows(text(json, each), text(json, parts), desk.text("names.record")));
  }

  /** Whether a setting says which form the others beside it are about. */
  static boolean namesForm(Property property) {
    return property.name().equals("form")
        && property.shape() instanceof Shape.Reference(String folder)
        && folder.equals("forms");
  }

  private About rows(Function<Desk, Fields> each) {
    return new About(form, source, false, each);
  }

  private static String text(ObjectNode json, @Nullable String name) {
    return name == null ? "" : json.path(name).asText();
  }

  private static @Nullable String named(Shape.Group group, Of of) {
    return group.properties().stream()
        .filter(p -> p.shape() instanceof Shape.FieldName(Of names) && names == of)
        .map(Property::name)
        .findFirst()
        .orElse(null);
  }
}
