package dev.nacre.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.metadata.Json;
import dev.nacre.security.Identity;
import dev.nacre.security.Masks;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records of one form as somebody may see them: without what is hidden, masked, expanded where
 * the far record may be read. What is shown is decided once; the records may be many.
 */
public final class RecordJson {
  private final Forms forms;
  private final Identity who;
  private final List<Shown> fields = new ArrayList<>();
  private final Map<Form, RecordJson> far = new HashMap<>();
  private final SerializerProvider nodes = Json.MAPPER.getSerializerProviderInstance();

  /**
   * A field that is shown.
   *
   * @param lines how its lines are; null unless it is a table
   * @param expanded whether far records stand for their ids
   */
  private record Shown(
      Field field,
      SerializedString name,
      boolean masked,
      @Nullable RecordJson lines,
      boolean expanded) {}

  /**
   * For one answer.
   *
   * @param forms whose permissions count
   * @param only the fields that are wanted; empty means all
   * @param expand links that become objects where the far record is loaded and may be read
   */
  RecordJson(Forms forms, Form form, Set<String> only, Set<String> expand, Identity who) {
    this(forms, form, forms.permissions().on(form.id(), who), only, expand, who);
  }

  private RecordJson(
      Forms forms,
      Form form,
      FormAccess access,
      Set<String> only,
      Set<String> expand,
      Identity who) {
    this.forms = forms;
    this.who = who;
    for (Field field : form.names()) {
      boolean own = field.index() == Form.ID || !form.isLines() || !field.system();
      boolean wanted = only.isEmpty() || only.contains(field.id());
      if (own && wanted && !access.hidden().contains(field.id())) {
        Form lines = field.lines() ? field.target() : null;
        fields.add(
            new Shown(
                field,
                new SerializedString(field.id()),
                access.masked().contains(field.id()),
                lines == null
                    ? null
                    : new RecordJson(forms, lines, access.in(field.id()), Set.of(), Set.of(), who),
                expand.contains(field.id())));
      }
    }
  }

  /** One record as a tree. */
  public ObjectNode tree(StoredRecord record) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Shown shown : fields) {
      json.set(shown.field().id(), value(record, shown));
    }
    return json;
  }

  /** One record, written as it goes. */
  public void write(StoredRecord record, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (Shown shown : fields) {
      out.writeFieldName(shown.name());
      if (shown.lines() == null || shown.masked()) {
        value(record, shown).serialize(out, nodes);
      } else {
        out.writeStartArray();
        for (StoredRecord line : record.lines(shown.field().index())) {
          shown.lines().write(line, out);
        }
        out.writeEndArray();
      }
    }
    out.writeEndObject();
  }

  private JsonNode value(StoredRecord record, Shown shown) {
    Field field = shown.field();
    if (shown.masked()) {
      JsonNode json = record.json(field);
      return json.isNull() ? json : TextNode.valueOf(Masks.mask(json));
    }
    if (shown.lines() != null) {
      ArrayNode lines = JsonNodeFactory.instance.arrayNode();
      record.lines(field.index()).forEach(line -> lines.add(shown.lines().tree(line)));
      return lines;
    }
    if (shown.expanded()) {
      return field.many() != null ? several(record, field) : one(record, field);
    }
    return record.json(field);
  }

  private JsonNode one(StoredRecord record, Field link) {
    StoredRecord there = record.linked(link.index());
    return there != null && readable(there) ? far(there) : record.json(link);
  }

  private JsonNode several(StoredRecord record, Field links) {
    JsonNode ids = record.json(links);
    var known = new HashMap<String, StoredRecord>();
    record.several(links.index()).forEach(there -> known.put(there.id().toString(), there));
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (JsonNode id : ids) {
      StoredRecord there = known.get(id.asText());
      all.add(there != null && readable(there) ? far(there) : id);
    }
    return ids.isNull() ? NullNode.instance : all;
  }

  private ObjectNode far(StoredRecord there) {
    return far.computeIfAbsent(
            there.form(), form -> new RecordJson(forms, form, Set.of(), Set.of(), who))
        .tree(there);
  }

  private boolean readable(StoredRecord there) {
    return forms.permissions().on(there.form().id(), who).may(Action.READ);
  }
}
