package dev.nacre.record;

import dev.nacre.metadata.Problem;
import dev.nacre.record.Change.Op;
import dev.nacre.record.Outcome.Status;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values that only one living record may have. */
final class Uniqueness {
  private final Form form;
  private final RecordReads reads;

  Uniqueness(Form form, RecordReads reads) {
    this.form = form;
    this.reads = reads;
  }

  /**
   * Values that another living record has already; inserts are caught when they are written ({@link
   * #name}).
   */
  void check(List<Wish> wishes) throws SQLException {
    for (Form.UniqueGroup group : form.unique()) {
      var keys = new LinkedHashMap<Wish, List<@Nullable Object>>();
      for (Wish wish : wishes) {
        boolean touched =
            wish.op == Op.RESTORE
                || (wish.before != null
                    && group.fields().stream()
                        .anyMatch(
                            f ->
                                wish.result()
                                    .differs(Objects.requireNonNull(wish.before), f.index())));
        List<@Nullable Object> key = key(group, wish.result());
        if (wish.open() && touched && key.stream().noneMatch(Objects::isNull)) {
          keys.put(wish, key);
        }
      }
      var found = reads.findByKey(group.fields(), List.copyOf(keys.values()));
      var seen = new HashSet<List<@Nullable Object>>();
      keys.forEach(
          (wish, key) -> {
            UUID other = found.get(key);
            if ((other != null && !other.equals(wish.id)) || !seen.add(key)) {
              wish.refuse(Status.TAKEN, taken(group, wish.result()));
            }
          });
    }
  }

  static List<@Nullable Object> key(Form.UniqueGroup group, StoredRecord record) {
    var key = new ArrayList<@Nullable Object>();
    group.fields().forEach(f -> key.add(record.get(f.index())));
    return key;
  }

  static Problem taken(Form.UniqueGroup group, StoredRecord record) {
    return Problem.at(
        "/" + group.fields().getFirst().id(),
        "value_taken",
        titles(group, Locale.ENGLISH),
        values(group, record, Locale.ENGLISH),
        titles(group, Locale.CHINESE),
        values(group, record, Locale.CHINESE));
  }

  private static String titles(Form.UniqueGroup group, Locale locale) {
    return String.join(
        ", ", group.fields().stream().map(f -> f.definition().title().in(locale)).toList());
  }

  private static String values(Form.UniqueGroup group, StoredRecord record, Locale locale) {
    var values = new ArrayList<String>();
    for (Field field : group.fields()) {
      Object value = record.get(field.index());
      boolean known = value == null || field.target() != null;
      values.add(known ? record.json(field).asText() : field.display(value, locale));
    }
    return String.join(", ", values);
  }

  /** Says which values of the records that met another are the taken ones. */
  void name(List<Wish> met) throws SQLException {
    for (Form.UniqueGroup group : form.unique()) {
      var found =
          reads.findByKey(group.fields(), met.stream().map(w -> key(group, w.result())).toList());
      for (Wish wish : met) {
        if (wish.open() && found.containsKey(key(group, wish.result()))) {
          wish.refuse(Status.TAKEN, taken(group, wish.result()));
        }
      }
    }
    for (Wish wish : met) {
      if (wish.open()) {
        wish.refuse(Status.TAKEN, Problem.at("/id", "value_taken", "id", wish.id, "id", wish.id));
      }
    }
  }
}
