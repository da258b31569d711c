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
 * @param rows what is compared and named in place of that form's fields; null when it is those
 * @param read what is read in place of a whole record; null when it is the record
 * @param line the record's table at one of whose lines the step stands; empty when at none
 */
record About(
    Supplier<String> form,
    Supplier<String> source,
    boolean changes,
    @Nullable Function<Desk, Fields> rows,
    @Nullable Function<Desk, Fields> read,
    Supplier<String> line) {
  About(Supplier<String> form, Supplier<String> source, boolean changes) {
    this(form, source, changes, null, null, () -> "");
  }

  /** About the records of one form. */
  static About of(Supplier<String> form) {
    return new About(form, form, false);
  }

  /** The same at a line of a table of the record. */
  About at(Supplier<String> table) {
    return new About(form, source, changes, rows, read, table);
  }

  /** The fields that a condition compares. */
  Fields compared(Desk desk) {
    return rows == null ? Fields.of(desk, form.get()) : rows.apply(desk);
  }

  /** The fields that values read. */
  Fields read(Desk desk) {
    return read == null ? Fields.of(desk, source.get()) : read.apply(desk);
  }

  /** The fields of which a map gives values; those of the form where it doesn't say which. */
  Fields given(Desk desk, @Nullable Of of) {
    return of == Of.LINE
        ? compared(desk)
        : of == Of.THIS_LINE
            ? Fields.of(desk, source.get()).lines(line.get())
            : Fields.of(desk, form.get());
  }

  /** The fields that a setting may name. */
  List<FieldChoice> named(Desk desk, Of of) {
    return switch (of) {
      case FIELD -> Fields.of(desk, form.get()).all();
      case TABLE -> Fields.of(desk, form.get()).ownTables();
      case RECORD_TABLE -> Fields.of(desk, source.get()).ownTables();
      case LINKED_TABLE -> read(desk).linkedTables();
      case LINE -> compared(desk).all();
      case THIS_LINE -> given(desk, of).all();
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
    if (namesOtherForm(group)) {
      return new About(
          () -> json.path("form").asText(form.get()), source, changes, rows, read, line);
    }
    if (group.properties().stream().anyMatch(property -> property.name().equals("sort"))) {
      // whole records are chosen and put in order, whatever the settings around them go over
      return new About(form, source, false).at(line);
    }
    String table = named(group, Of.TABLE);
    String each = named(group, Of.RECORD_TABLE);
    String parts = named(group, Of.LINKED_TABLE);
    if (table != null) {
      String name = table;
      // values for its lines are computed from the record
      return new About(
          form,
          source,
          false,
          desk -> Fields.of(desk, form.get()).lines(json.path(name).asText()),
          read,
          line);
    }
    if (each == null && parts == null) {
      return this;
    }
    Function<Desk, Fields> both =
        desk ->
            Fields.of(desk, source.get())
                .rows(text(json, each), text(json, parts), desk.text("names.record"));
    return new About(form, source, false, both, both, line);
  }

  /** Whether a setting says which form the others beside it are about. */
  static boolean namesForm(Property property) {
    return property.name().equals("form")
        && property.shape() instanceof Shape.Reference(String folder)
        && folder.equals("forms");
  }

  /**
   * Whether there is anything that a setting could name. What needs a table has no place where
   * there is none.
   */
  boolean applies(Desk desk, Property property) {
    return switch (property.shape()) {
      case Shape.Named(Shape values, Of of) when of == Of.THIS_LINE -> !line.get().isEmpty();
      case Shape.Group group when !namesOtherForm(group) ->
          group.properties().stream()
              .noneMatch(
                  p ->
                      p.required()
                          && p.shape() instanceof Shape.FieldName(Of of)
                          && of == Of.TABLE
                          && named(desk, of).isEmpty());
      default -> true;
    };
  }

  private static boolean namesOtherForm(Shape.Group group) {
    return group.properties().stream().anyMatch(About::namesForm);
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
