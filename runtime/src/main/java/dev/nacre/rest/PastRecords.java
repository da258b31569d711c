package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.HistoryStore;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import dev.nacre.security.Masks;
import dev.nacre.security.Permissions.FormAccess;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** History as the API gives it: for whoever may read the record, without what they may not see. */
@Singleton
final class PastRecords {
  private final RecordEngine records;
  private final HistoryStore history;

  PastRecords(RecordEngine records, HistoryStore history) {
    this.records = records;
    this.history = history;
  }

  /** At most {@code limit} changes that made versions before {@code before}. */
  ObjectNode history(Forms forms, String form, UUID id, long before, int limit, Identity who) {
    requireReadable(forms, form, id, who);
    FormAccess access = forms.permissions().on(form, who);
    List<HistoryStore.Entry> entries = history.of(forms, form, id, before, limit + 1);
    boolean more = entries.size() > limit;
    List<HistoryStore.Entry> shown = more ? entries.subList(0, limit) : entries;
    ObjectNode body = Answers.list("changes", shown, entry -> json(entry, forms.get(form), access));
    return body.put("next", more ? String.valueOf(shown.getLast().version()) : null);
  }

  private static ObjectNode json(HistoryStore.Entry entry, Form form, FormAccess access) {
    ObjectNode node = Answers.object();
    node.put("version", entry.version());
    node.put("at", entry.at().toString());
    node.put("by", entry.who());
    node.put("source", entry.origin());
    node.put("op", entry.op());
    node.put("appVersion", entry.appVersion());
    node.set("before", covered(entry.before(), form, access));
    node.set("after", covered(entry.after(), form, access));
    node.put("note", entry.note());
    return node;
  }

  /** As it was; expanded links show the far records as they are now. */
  ObjectNode at(Forms forms, String form, UUID id, long version, Set<String> expand, Identity who) {
    requireReadable(forms, form, id, who);
    FormAccess access = forms.permissions().on(form, who);
    return history
        .at(forms, form, id, version)
        .map(state -> expanded(forms, form, covered(state, forms.get(form), access), expand, who))
        .orElseThrow(() -> RequestException.notFound("record_version_not_found", version));
  }

  /** A deleted record has a history too, for those whom no row limit could have stopped. */
  private void requireReadable(Forms forms, String form, UUID id, Identity who) {
    StoredRecord living = records.find(forms, form, id, Set.of(), who).orElse(null);
    boolean everyRow =
        forms
                .permissions()
                .on(form, who)
                .allowed()
                .containsKey(dev.nacre.security.Permissions.Action.READ)
            && forms
                .permissions()
                .on(form, who)
                .limits(dev.nacre.security.Permissions.Action.READ)
                .isEmpty();
    if (living == null && (!everyRow || history.of(forms, form, id).isEmpty())) {
      throw RequestException.notFound("record_not_found");
    }
  }

  private ObjectNode expanded(
      Forms forms, String form, ObjectNode state, Set<String> expand, Identity who) {
    for (String link : expand) {
      Form far = forms.get(form).field(link).map(Field::target).orElse(null);
      JsonNode id = state.path(link);
      boolean readable =
          far != null
              && id.isTextual()
              && forms
                  .permissions()
                  .on(far.id(), who)
                  .may(dev.nacre.security.Permissions.Action.READ);
      if (readable) {
        records
            .find(forms, far.id(), UUID.fromString(id.textValue()), Set.of(), who)
            .ifPresent(record -> state.set(link, records.json(forms, record, who)));
      }
    }
    return state;
  }

  private static ObjectNode covered(ObjectNode values, Form form, FormAccess access) {
    ObjectNode shown = values.deepCopy();
    // who may see what another version knew is said there, and not here
    shown.retain(form.names().stream().map(Field::id).toList());
    Masks.cover(shown, access);
    return shown;
  }
}
