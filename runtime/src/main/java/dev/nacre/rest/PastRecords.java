package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.HistoryStore;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.past.PastEngine;
import dev.nacre.record.past.Version;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** History as the API gives it: for whoever may read the record, without what they may not see. */
@Singleton
final class PastRecords {
  private final RecordEngine records;
  private final HistoryStore history;
  private final PastEngine past;

  PastRecords(RecordEngine records, HistoryStore history, PastEngine past) {
    this.records = records;
    this.history = history;
    this.past = past;
  }

  /** At most {@code limit} changes that made versions before {@code before}. */
  ObjectNode history(Forms forms, String form, UUID id, long before, int limit, Identity who) {
    Map<Long, Version> versions =
        past.versions(forms, form, id, who).stream()
            .collect(Collectors.toMap(Version::number, Function.identity()));
    FormAccess access = forms.permissions().on(form, who);
    List<HistoryStore.Entry> entries = history.of(forms, form, id, before, limit + 1);
    boolean more = entries.size() > limit;
    List<HistoryStore.Entry> shown = more ? entries.subList(0, limit) : entries;
    ObjectNode body =
        Answers.list(
            "changes",
            shown,
            entry -> json(entry, versions.get(entry.version()), forms.get(form), access));
    return body.put("next", more ? String.valueOf(shown.getLast().version()) : null);
  }

  private static ObjectNode json(
      HistoryStore.Entry entry, Version version, Form form, FormAccess access) {
    ObjectNode node = PastJson.version(version);
    node.set("before", PastEngine.covered(entry.before(), form, access));
    node.set("after", PastEngine.covered(entry.after(), form, access));
    return node;
  }

  /** As it was; expanded links show the far records as they are now. */
  ObjectNode at(Forms forms, String form, UUID id, long version, Set<String> expand, Identity who) {
    ObjectNode state = past.snapshot(forms, form, id, version, who).values();
    for (String link : expand) {
      Form far = forms.get(form).field(link).map(Field::target).orElse(null);
      JsonNode there = state.path(link);
      boolean readable =
          far != null
              && there.isTextual()
              && forms.permissions().on(far.id(), who).may(Action.READ);
      if (readable) {
        records
            .find(forms, far.id(), UUID.fromString(there.textValue()), Set.of(), who)
            .ifPresent(record -> state.set(link, records.json(forms, record, who)));
      }
    }
    return state;
  }
}
