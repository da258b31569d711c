package dev.nacre.record.past;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.record.Checksum;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.FormsRegistry;
import dev.nacre.record.HistoryStore.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The states that a record went through, put together from its changes. */
final class States {
  private final Forms forms;
  private final WrittenBy versions;
  private final Form form;
  private final UUID id;

  /** Oldest first. */
  private final List<Entry> entries;

  States(Forms forms, FormsRegistry registry, String form, UUID id, List<Entry> newestFirst) {
    this.forms = forms;
    this.versions = new WrittenBy(forms, registry);
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

  /** The values at that version, brought into the types that the fields have today. */
  TodaysValues today(long version) {
    var today = new TodaysValues(versions, form.id());
    for (Entry entry : entries) {
      if (entry.version() <= version) {
        today.add(entry.appVersion(), entry.after());
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

  /**
   * The checksum of each version that was kept, or that it has: in one pass through them. Of a
   * version whose fields nobody knows any more only a kept one is told.
   */
  Map<Long, String> checksums() {
    var checksums = new HashMap<Long, String>();
    ObjectNode state = Json.MAPPER.createObjectNode();
    for (Entry entry : entries) {
      state.setAll(entry.after());
      String kept = entry.checksum();
      if (kept != null) {
        checksums.put(entry.version(), kept);
      } else {
        writtenBy(entry)
            .ifPresent(own -> checksums.put(entry.version(), computed(entry, state, own)));
      }
    }
    return checksums;
  }

  /** The checksum that was kept of a version, or that it has; null when that can't be told. */
  @Nullable String checksum(Entry entry) {
    return entry.checksum() == null
        ? writtenBy(entry).map(own -> computed(entry, values(entry.version()), own)).orElse(null)
        : entry.checksum();
  }

  Snapshot.Seal seal(Entry entry) {
    if (entry.checksum() == null) {
      return Snapshot.Seal.INTACT;
    }
    Forms own = writtenBy(entry).orElse(forms);
    if (entry.checksum().equals(computed(entry, values(entry.version()), own))) {
      return Snapshot.Seal.INTACT;
    }
    // by other fields than it had, nothing follows from that
    return writtenBy(entry).isEmpty() ? Snapshot.Seal.UNKNOWN : Snapshot.Seal.BROKEN;
  }

  /** Over the fields that the version of the app had which wrote it. */
  private String computed(Entry entry, ObjectNode state, Forms then) {
    Form own = then.find(form.id()).orElse(form);
    ObjectNode values = Json.MAPPER.createObjectNode();
    for (Field field : own.fields()) {
      if (!field.derived() && state.has(field.id())) {
        values.set(field.id(), state.get(field.id()));
      }
    }
    return Checksum.of(form.id(), id, entry.version(), values);
  }

  /** The forms under which a version was written; empty when they can't be read any more. */
  Optional<Forms> writtenBy(Entry entry) {
    return versions.version(entry.appVersion());
  }
}
