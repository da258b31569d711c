package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record or line with its typed values. Reads are by the index of a {@link Field}. Not safe to
 * change while shared.
 */
public final class StoredRecord implements Row {
  private final Form form;
  private final @Nullable Object[] values;
  private final @Nullable StoredRecord[] linked;
  private Map<Integer, List<StoredRecord>> several = Map.of();

  StoredRecord(Form form) {
    this.form = form;
    this.values = new Object[form.width()];
    this.linked = new StoredRecord[form.width()];
  }

  private StoredRecord(StoredRecord from) {
    this.form = from.form;
    this.values = from.values.clone();
    this.linked = from.linked.clone();
    this.several = from.several;
  }

  /** A copy that can be changed; its lines are the same objects. */
  StoredRecord copy() {
    return new StoredRecord(this);
  }

  /** The form that describes it. */
  public Form form() {
    return form;
  }

  @Override
  public @Nullable Object get(int index) {
    return values[index];
  }

  /** The value of that field; null when empty or when there is no such field. */
  public @Nullable Object get(String field) {
    return form.name(field).map(f -> values[f.index()]).orElse(null);
  }

  @Override
  public @Nullable StoredRecord linked(int index) {
    return linked[index];
  }

  /** The records that several links point to, as far as they are loaded, there and to be seen. */
  @Override
  public List<StoredRecord> several(int index) {
    return several.getOrDefault(index, List.of());
  }

  void linkAll(int index, List<StoredRecord> far) {
    var all = new HashMap<>(several);
    all.put(index, List.copyOf(far));
    several = Map.copyOf(all);
  }

  /** The lines of a table; empty when there are none. */
  @SuppressWarnings("unchecked")
  public List<StoredRecord> lines(int index) {
    Object lines = values[index];
    return lines == null ? List.of() : (List<StoredRecord>) lines;
  }

  /** The record's or line's id; null only while it is being made. */
  public UUID id() {
    return (UUID) Objects.requireNonNull(values[Form.ID]);
  }

  /** How often it was written, from 1. */
  public long version() {
    return values[Form.VERSION] == null ? 0 : ((Number) values[Form.VERSION]).longValue();
  }

  /** When it was made; null only while it is being made. */
  public @Nullable Instant createdAt() {
    return (Instant) values[Form.CREATED_AT];
  }

  /** When it was written last; null only while it is being made. */
  public @Nullable Instant updatedAt() {
    return (Instant) values[Form.UPDATED_AT];
  }

  /** What people call it: the text of the title field, else the id. */
  public String title() {
    Field field = form.titleField();
    Object value = field == null ? null : values[field.index()];
    return value == null ? String.valueOf(values[Form.ID]) : String.valueOf(value);
  }

  void set(int index, @Nullable Object value) {
    values[index] = value;
  }

  void link(int index, @Nullable StoredRecord far) {
    linked[index] = far;
  }

  /** Whether that value differs; lines by their fields, decimals by their number. */
  boolean differs(StoredRecord other, int index) {
    return !same(values[index], other.values[index]);
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof java.math.BigDecimal x && b instanceof java.math.BigDecimal y) {
      return x.compareTo(y) == 0;
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      if (x.size() != y.size()) {
        return false;
      }
      for (int i = 0; i < x.size(); i++) {
        if (!same(x.get(i), y.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (a instanceof StoredRecord x && b instanceof StoredRecord y) {
      return sameLine(x, y);
    }
    boolean nothing = a == null || (a instanceof List<?> l && l.isEmpty());
    boolean nothingToo = b == null || (b instanceof List<?> l && l.isEmpty());
    return (nothing || nothingToo) ? nothing == nothingToo : a.equals(b);
  }

  private static boolean sameLine(StoredRecord a, StoredRecord b) {
    if (!same(a.values[Form.ID], b.values[Form.ID])) {
      return false;
    }
    for (Field field : a.form.fields()) {
      if (!field.derived() && !same(a.values[field.index()], b.values[field.index()])) {
        return false;
      }
    }
    return true;
  }

  /** One value as record JSON gives it; a JSON null when empty. */
  public JsonNode json(Field field) {
    Object value = values[field.index()];
    if (field.lines()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (StoredRecord line : lines(field.index())) {
        array.add(line.toJson());
      }
      return array;
    }
    if (value == null) {
      return NullNode.instance;
    }
    return field.system()
        ? switch (value) {
          case Number n -> JsonNodeFactory.instance.numberNode(n.longValue());
          case Instant moment -> JsonNodeFactory.instance.textNode(Moments.text(moment));
          default -> JsonNodeFactory.instance.textNode(value.toString());
        }
        : field.fieldType().write(value, field.settings());
  }

  /** One value as history keeps it: of lines only what is their own. */
  JsonNode kept(Field field) {
    JsonNode json = json(field);
    Form lines = field.lines() ? field.target() : null;
    if (lines != null) {
      for (Field column : lines.derived()) {
        json.forEach(line -> ((ObjectNode) line).remove(column.id()));
      }
    }
    return json;
  }

  /** The whole as record JSON: system fields, then fields in order. */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (Field field : form.names()) {
      if (field.index() == Form.ID || !form.isLines() || !field.system()) {
        node.set(field.id(), json(field));
      }
    }
    return node;
  }

  @Override
  public String toString() {
    return form.id() + Arrays.toString(values);
  }
}
