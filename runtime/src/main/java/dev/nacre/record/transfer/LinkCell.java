package dev.nacre.record.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cell that names another record: by its id, a unique field, or its title. */
final class LinkCell {
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private LinkCell() {}

  static void want(Field link, String cell, LinkIndex index) {
    Form far = link.linked();
    for (String name : names(link, cell)) {
      String text = name.strip();
      if (far != null && !text.isEmpty() && !ID.matcher(text).matches()) {
        for (Field by : names(far)) {
          Object value = read(by, text);
          if (value != null) {
            index.want(far, by, value);
          }
        }
      }
    }
  }

  /**
   * What the cell names: one record, or several, with semicolons between them or as an export for
   * programs writes them.
   */
  static List<String> names(Field link, String cell) {
    if (link.many() != null && Json.read(cell, new Problems()) instanceof ArrayNode exported) {
      return exported.valueStream().map(JsonNode::asText).toList();
    }
    return link.many() == null
        ? List.of(cell)
        : Stream.of(cell.split("[;；\\n]", -1)).filter(part -> !part.isBlank()).toList();
  }

  static @Nullable UUID find(Field link, String cell, LinkIndex index) {
    Form far = link.linked();
    String text = cell.strip();
    if (ID.matcher(text).matches()) {
      return UUID.fromString(text);
    }
    if (far != null) {
      for (Field by : names(far)) {
        Object value = read(by, text);
        UUID id = value == null ? null : index.find(far, by, value);
        if (id != null) {
          return id;
        }
      }
    }
    return null;
  }

  private static @Nullable Object read(Field by, String text) {
    return by.fieldType().readText(text, by.settings(), ZoneId.of("UTC"), "", new Problems());
  }

  /** The fields by which people call a record: what is unique, then the title. */
  private static List<Field> names(Form far) {
    var names = new ArrayList<Field>();
    for (Form.UniqueGroup group : far.unique()) {
      if (group.fields().size() == 1) {
        names.add(group.fields().getFirst());
      }
    }
    Field title = far.titleField();
    if (title != null && !title.system() && !names.contains(title)) {
      names.add(title);
    }
    return names;
  }
}
