package dev.nacre.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Change.Op;
import dev.nacre.record.Outcome.Status;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.storage.Uuid7;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The first part of the write path: finds the records that are meant, and who may try what. */
final class Admission {
  private final WriteContext context;
  private final Form form;
  private final FormAccess access;

  Admission(WriteContext context) {
    this.context = context;
    this.form = context.form();
    this.access = context.access();
  }

  /** Finds and locks the records; refuses what may not even be tried. */
  void admit(List<Wish> wishes) throws SQLException {
    findByKey(wishes);
    load(wishes);
  }

  private void findByKey(List<Wish> wishes) throws SQLException {
    var byKey = new LinkedHashMap<List<String>, List<Wish>>();
    for (Wish wish : wishes) {
      if (wish.id == null && !wish.change.key().isEmpty() && wish.change.op() != Op.CREATE) {
        byKey.computeIfAbsent(wish.change.key(), k -> new ArrayList<>()).add(wish);
      }
    }
    for (var group : byKey.entrySet()) {
      findByKey(group.getKey(), group.getValue());
    }
  }

  private void findByKey(List<String> key, List<Wish> wishes) throws SQLException {
    var fields = new ArrayList<Field>();
    for (String id : key) {
      Field field = form.field(id).filter(f -> !f.lines() && !f.derived()).orElse(null);
      if (field == null) {
        wishes.forEach(w -> w.refuse(Status.INVALID, Problem.at("/" + id, "key_unknown", id)));
        return;
      }
      fields.add(field);
    }
    var values = new LinkedHashMap<Wish, List<@Nullable Object>>();
    for (Wish wish : wishes) {
      var keys = new ArrayList<@Nullable Object>();
      ObjectNode data = wish.change.data();
      for (Field field : fields) {
        var json = data == null ? null : data.get(field.id());
        Object value =
            json == null || json.isNull()
                ? null
                : wish.change.text() && json.isTextual()
                    ? field
                        .fieldType()
                        .readText(
                            json.textValue().strip(),
                            field.settings(),
                            context.scope().zone(),
                            "/" + field.id(),
                            wish.problems)
                    : field.read(json, "/" + field.id(), wish.problems);
        if (value == null && wish.problems.isEmpty()) {
          wish.problems.add("/" + field.id(), "key_missing", field.id());
        }
        keys.add(value);
      }
      wish.settle();
      if (wish.open()) {
        values.put(wish, keys);
      }
    }
    var found = context.reads().findByKey(fields, List.copyOf(values.values()));
    values.forEach((wish, keys) -> wish.id = found.get(keys));
  }

  /** Locks the records, and decides what each change is and whether it may be tried at all. */
  private void load(List<Wish> wishes) throws SQLException {
    var ids = new HashSet<UUID>();
    for (Wish wish : wishes) {
      if (wish.open() && wish.id != null && wish.change.op() != Op.CREATE) {
        ids.add(wish.id);
      }
    }
    Map<UUID, RecordStore.Locked> rows = context.store().lock(ids);
    Links.load(
        context.connection(),
        form,
        rows.values().stream().map(RecordStore.Locked::record).toList(),
        context.links(),
        context.scope());
    for (Wish wish : wishes) {
      if (wish.open()) {
        admit(wish, wish.id == null ? null : rows.get(wish.id));
      }
    }
  }

  private void admit(Wish wish, RecordStore.@Nullable Locked row) {
    boolean living = row != null && row.deletedAt() == null;
    if (wish.op == Op.UPSERT) {
      wish.op = living ? Op.UPDATE : Op.CREATE;
    }
    if (wish.op == Op.CREATE) {
      if (wish.id == null || row != null) {
        wish.id =
            wish.change.op() == Op.CREATE && wish.change.id() != null
                ? wish.change.id()
                : Uuid7.next();
      }
      allow(wish, Action.CREATE);
      return;
    }
    if (row == null
        || (!living && wish.op != Op.RESTORE)
        || !context.holds(access.limits(Action.READ), row.record())
        || !access.may(Action.READ)) {
      wish.refuse(Status.NOT_FOUND, Problem.at("", "record_unknown", String.valueOf(wish.id)));
      return;
    }
    if (living && wish.op == Op.RESTORE) {
      wish.refuse(Status.TAKEN, Problem.at("", "record_not_deleted"));
      return;
    }
    wish.before = row.record();
    wish.deletedAt = row.deletedAt();
    allow(
        wish,
        wish.op == Op.UPDATE
            ? Action.UPDATE
            : wish.op == Op.DELETE ? Action.DELETE : Action.RESTORE);
    Long expected = wish.change.version();
    if (wish.open() && expected != null && expected != row.record().version()) {
      wish.refuse(
          Status.CONFLICT, Problem.at("", "version_stale", expected, row.record().version()));
    }
    wish.told = row.source();
    SourceMoment source = wish.change.source();
    if (wish.open() && source != null && wish.told != null && source.compareTo(wish.told) < 0) {
      wish.status = Status.STALE_SOURCE;
    }
  }

  private void allow(Wish wish, Action action) {
    boolean may =
        access.may(action)
            && (wish.before == null || context.holds(access.limits(action), wish.before));
    if (!may) {
      wish.refuse(
          Status.FORBIDDEN,
          Problem.at("", "not_allowed", action.name().toLowerCase(Locale.ROOT), form.id()));
    }
  }
}
