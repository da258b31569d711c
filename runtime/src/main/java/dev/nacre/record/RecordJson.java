package dev.nacre.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.security.Identity;
import dev.nacre.security.Masks;
import dev.nacre.security.Permissions.Action;
import java.util.List;
import java.util.Set;

/** Records as somebody may see them: without what is hidden, masked, expanded where it may be. */
final class RecordJson {
  private RecordJson() {}

  /**
   * One record.
   *
   * @param forms whose permissions count
   * @param expand links that become objects where the far record is loaded and may be read
   */
  static ObjectNode of(Forms forms, StoredRecord record, Set<String> expand, Identity who) {
    ObjectNode json = record.toJson();
    Masks.cover(json, forms.permissions().on(record.form().id(), who));
    for (String link : expand) {
      Field field = record.form().field(link).orElse(null);
      if (field != null && field.many() != null && json.get(link) instanceof ArrayNode ids) {
        several(forms, record.several(field.index()), ids, who);
        continue;
      }
      StoredRecord far = field == null ? null : record.linked(field.index());
      if (far != null && json.has(link) && readable(forms, far, who)) {
        json.set(link, of(forms, far, Set.of(), who));
      }
    }
    return json;
  }

  private static void several(
      Forms forms, List<StoredRecord> records, ArrayNode ids, Identity who) {
    for (StoredRecord far : records) {
      if (readable(forms, far, who)) {
        for (int i = 0; i < ids.size(); i++) {
          if (ids.get(i).asText().equals(far.id().toString())) {
            ids.set(i, of(forms, far, Set.of(), who));
          }
        }
      }
    }
  }

  private static boolean readable(Forms forms, StoredRecord far, Identity who) {
    return forms.permissions().on(far.form().id(), who).may(Action.READ);
  }
}
