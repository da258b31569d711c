package dev.nacre.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.app.RuleTrial.Difference;
import dev.nacre.app.RuleTrial.Side;
import dev.nacre.app.RuleTrial.What;
import dev.nacre.metadata.Text;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.UserNames;
import dev.nacre.workflow.Played;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what became of one story under two versions. */
final class PlayedDifferences {
  private final Told served;
  private final Told draft;
  private final List<Difference> found = new ArrayList<>();

  /** How one of the versions speaks. */
  private record Told(CompiledApp app, PlayedWords words, PlayedValues values) {
    static Told of(CompiledApp app, RecordEngine records, UserNames people) {
      return new Told(app, new PlayedWords(app, people), new PlayedValues(app.forms(), records));
    }
  }

  PlayedDifferences(CompiledApp served, CompiledApp draft, RecordEngine records, UserNames people) {
    this.served = Told.of(served, records, people);
    this.draft = Told.of(draft, records, people);
  }

  /**
   * Everything that differs.
   *
   * @param form of the record; null when the story is about none
   */
  List<Difference> of(@Nullable String form, Played before, Played after) {
    if (form != null) {
      fields(form, before.record(), after.record());
    }
    PlayedThings.KINDS.forEach(kind -> things(kind, before, after));
    if (!before.refused().equals(after.refused())) {
      found.add(
          new Difference(
              What.REFUSED,
              "",
              Text.of(""),
              before.refused().isEmpty() ? null : new Side(null, List.of(), before.refused()),
              after.refused().isEmpty() ? null : new Side(null, List.of(), after.refused())));
    }
    return List.copyOf(found);
  }

  private void fields(String form, @Nullable StoredRecord before, @Nullable StoredRecord after) {
    Form old = served.app().forms().get(form);
    Form now = draft.app().forms().get(form);
    Set<String> ids = new LinkedHashSet<>();
    now.fields().forEach(field -> ids.add(field.id()));
    old.fields().forEach(field -> ids.add(field.id()));
    for (String id : ids) {
      Field oldField = old.field(id).orElse(null);
      Field nowField = now.field(id).orElse(null);
      JsonNode was = value(before, oldField);
      JsonNode is = value(after, nowField);
      if (!Objects.equals(was, is)) {
        Field named = nowField == null ? Objects.requireNonNull(oldField) : nowField;
        found.add(
            new Difference(
                What.FIELD,
                id,
                named.definition().title(),
                side(served, before, oldField, was),
                side(draft, after, nowField, is)));
      }
    }
  }

  private static @Nullable JsonNode value(@Nullable StoredRecord record, @Nullable Field field) {
    if (record == null || field == null) {
      return null;
    }
    JsonNode value = record.json(field);
    if (value.isNull()) {
      return null;
    }
    return field.lines() ? withoutIds(value) : value;
  }

  /** Lines are made anew in each go, under other ids. */
  private static JsonNode withoutIds(JsonNode lines) {
    JsonNode copy = lines.deepCopy();
    copy.forEach(line -> ((ObjectNode) line).remove("id"));
    return copy;
  }

  private static @Nullable Side side(
      Told told, @Nullable StoredRecord record, @Nullable Field field, @Nullable JsonNode value) {
    return record == null || field == null || value == null
        ? null
        : new Side(value, told.values().of(record, field), List.of());
  }

  /** Of things that have a name, those of which something else is told. */
  private <T> void things(PlayedThings<T> kind, Played before, Played after) {
    Map<String, List<T>> old = kind.named(before);
    Map<String, List<T>> now = kind.named(after);
    Set<String> names = new LinkedHashSet<>(now.keySet());
    names.addAll(old.keySet());
    for (String name : names) {
      List<T> was = old.getOrDefault(name, List.of());
      List<T> is = now.getOrDefault(name, List.of());
      if (!kind.alike(was, is)) {
        Text label =
            is.isEmpty()
                ? kind.label().apply(served.words(), was.getFirst())
                : kind.label().apply(draft.words(), is.getFirst());
        found.add(
            new Difference(
                kind.what(), name, label, side(kind, served, was), side(kind, draft, is)));
      }
    }
  }

  private static <T> @Nullable Side side(PlayedThings<T> kind, Told told, List<T> all) {
    return all.isEmpty()
        ? null
        : Side.of(all.stream().map(one -> kind.words().apply(told.words(), one)).toList());
  }
}
