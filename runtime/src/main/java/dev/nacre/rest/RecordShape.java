package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Json;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.security.Permissions.FormAccess;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Describes the JSON of a form's records as a JSON Schema, for one person in one moment. */
final class RecordShape {
  private static final List<String> BOUNDS =
      List.of("minimum", "maximum", "multipleOf", "minLength", "maxLength", "pattern");

  /** When a record is described. */
  enum Moment {
    /** As it is answered. */
    READ,
    /** As it is sent to make one. */
    CREATE,
    /** As it is sent to change one. */
    CHANGE
  }

  private final Moment moment;
  private final Locale locale;

  RecordShape(Moment moment, Locale locale) {
    this.moment = moment;
    this.locale = locale;
  }

  /** What is hidden isn't named; what can't be written isn't in what is sent. */
  ObjectNode of(Form form, FormAccess access) {
    boolean read = moment == Moment.READ;
    ObjectNode schema = Answers.object().put("type", "object");
    if (!form.isLines()) {
      schema.put("title", form.definition().title().in(locale));
    }
    ObjectNode parts = schema.putObject("properties");
    ArrayNode required = Json.MAPPER.createArrayNode();
    if (read || (form.isLines() && moment == Moment.CHANGE)) {
      parts.set("id", ApiParts.typed("string", "uuid"));
    }
    if (read) {
      required.add("id");
      if (!form.isLines()) {
        system(parts);
        required.add("version");
      }
    }
    for (Field field : form.fields()) {
      boolean fixed = fixed(field, access);
      if (!access.hidden().contains(field.id()) && (read || !fixed)) {
        ObjectNode value = value(field, access);
        value.put("title", field.definition().title().in(locale));
        if (fixed) {
          value.put("readOnly", true);
        }
        parts.set(field.id(), value);
        if (moment == Moment.CREATE
            && field.definition().required()
            && field.definition().defaultValue() == null) {
          required.add(field.id());
        }
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema;
  }

  private static void system(ObjectNode parts) {
    parts.putObject("version").put("type", "integer");
    parts.set("createdAt", ApiParts.typed("string", "date-time"));
    parts.set("createdBy", ApiParts.typed("string", ""));
    parts.set("updatedAt", ApiParts.typed("string", "date-time"));
    parts.set("updatedBy", ApiParts.typed("string", ""));
  }

  private static boolean fixed(Field field, FormAccess access) {
    return field.computed()
        || field.definition().readOnly()
        || field.fieldType().numbering(field.settings()) != null
        || access.readOnly().contains(field.id())
        || access.masked().contains(field.id());
  }

  private ObjectNode value(Field field, FormAccess access) {
    if (access.masked().contains(field.id())) {
      // a covered amount is stars, no number
      return ApiParts.nullable("string", "");
    }
    if (field.lines()) {
      return lines(field, access);
    }
    ObjectNode value = field.schema();
    if (moment == Moment.READ) {
      value.remove(BOUNDS); // what was written before they were as narrow is read, too
    }
    if (value.path("type").isTextual()) {
      String type = value.path("type").textValue();
      ArrayNode types = value.putArray("type").add(type).add("null");
      if (field.type() == ValueType.LINK && moment == Moment.READ) {
        types.add("object"); // when it is expanded
      }
    }
    if (field.many() != null
        && moment == Moment.READ
        && value.path("items") instanceof ObjectNode one) {
      one.putArray("type").add("string").add("object"); // when it is expanded
    }
    if (value.path("enum") instanceof ArrayNode values) {
      values.addNull();
    }
    return value;
  }

  private ObjectNode lines(Field field, FormAccess access) {
    ObjectNode line = of(Objects.requireNonNull(field.target()), access.in(field.id()));
    ObjectNode whole = ApiParts.array(line);
    if (moment != Moment.CHANGE) {
      return whole;
    }
    ObjectNode merge = Answers.object().put("type", "object");
    ArrayNode each = merge.putObject("additionalProperties").putArray("anyOf");
    each.add(line.deepCopy()).addObject().put("type", "null");
    ObjectNode either = Answers.object();
    either.putArray("anyOf").add(whole).add(merge);
    return either;
  }
}
