package dev.nacre.record.past;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.record.Checksum;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.FormsRegistry;
import dev.nacre.record.HistoryStore.Entry;
import dev.nacre.record.NotFoundException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The states that a record went through, put together from its changes. */
final class States {
  private final Forms forms;
  private final FormsRegistry registry;
  private final Form form;
  private final UUID id;

  /** Oldest first. */
  private final List<Entry> entries;

  States(Forms forms, FormsRegistry registry, String form, UUID id, List<Entry> newestFirst) {
    this.forms = forms;
    this.registry = registry;
    this.form = forms.get(form);
    this.id = id;
    this.entries = newestFirst.reversed();
  }

  Optional<Entry> entry(long version) {
    return entries.stream().filter(e -> e.version() == version).findFirst();
  }

  List<Entry> newestFirst() {
    return entries.reversed();
  }

  Entry newest() {
    return entries.getLast();
  }

  boolean deleted() {
    return newest().op().equals("delete");
  }

  /** The values at that version, whatever fields they are of. */
  ObjectNode values(long version) {
    ObjectNode state = Json.MAPPER.createObjectNode();
    for (Entry entry : entries) {
      if (entry.version() <= version) {
        state.setAll(entry.after());
      }
    }
    return state;
  }

  /**
   * Values as today's fields take them.
   *
   * @param lost ids of the fields whose value can't be said in the type that they have today
   */
  record Today(ObjectNode values, Set<String> lost) {}

  /** The values at that version, brought into the types that the fields have today. */
  Today today(long version) {
    var today = new Today(Json.MAPPER.createObjectNode(), new HashSet<>());
    for (Entry entry : entries) {
      if (entry.version() <= version) {
        ObjectNode after = entry.after().deepCopy();
        Form then = writtenBy(entry).find(form.id()).orElse(form);
        after.fieldNames().forEachRemaining(today.lost::remove);
        today.lost.addAll(new Retyped(forms.zone()).bring(after, then, form));
        today.values.setAll(after);
      }
    }
    return today;
  }

  /** As record JSON: every field of the form, filled or not, and the system fields. */
  ObjectNode record(Entry entry) {
    ObjectNode state = Json.MAPPER.createObjectNode();
    Entry first = entries.getFirst();
    state.put("id", id.toString()).put("version", entry.version());
    state.put("createdAt", first.at().toString()).put("createdBy", first.who());
    state.put("updatedAt", entry.at().toString()).put("updatedBy", entry.who());
    for (Field field : form.fields()) {
      if (!field.derived()) {
        state.set(field.id(), field.lines() ? Json.MAPPER.createArrayNode() : null);
      }
    }
    return state.setAll(values(entry.version()));
  }

  /** The checksum of each version that was kept, or that it has: in one pass through them. */
  Map<Long, String> checksums() {
    var checksums = new HashMap<Long, String>();
    ObjectNode state = Json.MAPPER.createObjectNode();
    for (Entry entry : entries) {
      state.setAll(entry.after());
      String kept = entry.checksum();
      checksums.put(entry.version(), kept == null ? computed(entry, state) : kept);
    }
    return checksums;
  }

  /** The checksum that was kept of a version, or that it has. */
  String checksum(Entry entry) {
    return entry.checksum() == null ? computed(entry, values(entry.version())) : entry.checksum();
  }

  boolean intact(Entry entry) {
    return entry.checksum() == null
        || entry.checksum().equals(computed(entry, values(entry.version())));
  }

  /** Over the fields that the version of the app had which wrote it. */
  private String computed(Entry entry, ObjectNode state) {
    Form own = writtenBy(entry).find(form.id()).orElse(form);
    ObjectNode values = Json.MAPPER.createObjectNode();
    for (Field field : own.fields()) {
      if (!field.derived() && state.has(field.id())) {
        values.set(field.id(), state.get(field.id()));
      }
    }
    return Checksum.of(form.id(), id, entry.version(), values);
  }

  /** The forms under which a version was written; those of now when they are gone. */
  Forms writtenBy(Entry entry) {
    if (entry.appVersion() == forms.version()) {
      return forms;
    }
    try {
      String environment = forms.environment();
      return registry.version(
          environment.isEmpty() ? forms.app() : forms.app() + "@" + environment,
          entry.appVersion());
    } catch (NotFoundException gone) {
      return forms;
    }
  }
}
