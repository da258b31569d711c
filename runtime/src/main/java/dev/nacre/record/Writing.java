package dev.nacre.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Change.Op;
import dev.nacre.record.Outcome.Status;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.storage.Uuid7;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way: bind → default → compute → validate → authorise → persist → history.
 * Everything up to persisting can also be done for a record that is only being filled ({@link
 * #prepare}).
 */
final class Writing {
  private final Connection connection;
  private final Forms forms;
  private final Form form;
  private final Batch batch;
  private final Scope scope;
  private final FormAccess access;
  private final boolean people;
  private final RecordStore store;
  private final Computer computer;
  private final Checker checker;
  private final Set<String> links;

  Writing(Connection connection, Forms forms, Batch batch, Scope scope) {
    this.connection = connection;
    this.forms = forms;
    this.form = forms.get(batch.form());
    this.batch = batch;
    this.scope = scope;
    this.access = forms.permissions().on(form.id(), batch.who());
    this.people =
        switch (batch.origin().kind()) {
          case SCREEN, API, IMPORT -> true;
          case CONNECTOR, WORKFLOW, SEED -> false;
        };
    this.store = new RecordStore(connection, form);
    this.computer = new Computer(form, scope);
    this.checker = new Checker(form, scope);
    this.links = linksNeeded();
  }

  /** Links that formulas, rules and row limits cross, and every link that must exist. */
  private Set<String> linksNeeded() {
    var all = new LinkedHashSet<>(Computer.crosses(form));
    for (Action action : Action.values()) {
      access.limits(action).forEach(limit -> all.addAll(limit.crosses()));
    }
    for (Field field : form.fields()) {
      if (field.lines()) {
        Form lines = Objects.requireNonNull(field.target());
        lines.fields().stream()
            .filter(f -> f.target() != null)
            .forEach(f -> all.add(field.id() + "." + f.id()));
      } else if (field.target() != null) {
        all.add(field.id());
      }
    }
    return all;
  }

  /** Does the changes that can be done at once: each record at most once. */
  List<RecordObserver.Written> run(List<Wish> wishes) throws SQLException {
    findByKey(wishes);
    load(wishes);
    prepare(wishes);
    if (batch.mode() == Batch.Mode.ALL_OR_NOTHING
        && wishes.stream().anyMatch(w -> !w.open() && failed(w))) {
      return List.of();
    }
    return persist(wishes);
  }

  private static boolean failed(Wish wish) {
    return wish.status != null && wish.status.failed();
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
      Field field = form.field(id).filter(f -> !f.lines()).orElse(null);
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
                            scope.zone(),
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
    var found = store.findByKey(fields, List.copyOf(values.values()));
    values.forEach((wish, keys) -> wish.id = found.get(keys));
  }

  private void load(List<Wish> wishes) throws SQLException {
    var ids = new HashSet<UUID>();
    for (Wish wish : wishes) {
      if (wish.open() && wish.id != null && wish.change.op() != Op.CREATE) {
        ids.add(wish.id);
      }
    }
    Map<UUID, RecordStore.Locked> rows = store.lock(ids);
    Links.load(
        connection, form, rows.values().stream().map(RecordStore.Locked::record).toList(), links);
    for (Wish wish : wishes) {
      if (wish.open()) {
        admit(wish, wish.id == null ? null : rows.get(wish.id));
      }
    }
  }

  /** Decides what the change is, and whether it may be tried at all. */
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
        || living == (wish.op == Op.RESTORE)
        || !holds(access.limits(Action.READ), row.record(), null)
        || !access.may(Action.READ)) {
      wish.refuse(Status.NOT_FOUND, Problem.at("", "record_unknown", String.valueOf(wish.id)));
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
    Instant source = wish.change.sourceTime();
    if (wish.open()
        && source != null
        && row.sourceTime() != null
        && !source.isAfter(row.sourceTime())) {
      wish.status = Status.STALE_SOURCE;
    }
  }

  private void allow(Wish wish, Action action) {
    boolean may =
        access.may(action)
            && (wish.before == null || holds(access.limits(action), wish.before, null));
    if (!may) {
      wish.refuse(
          Status.FORBIDDEN,
          Problem.at(
              "", "not_allowed", action.name().toLowerCase(java.util.Locale.ROOT), form.id()));
    }
  }

  private boolean holds(
      List<CompiledCondition> limits, StoredRecord record, @Nullable StoredRecord before) {
    return limits.isEmpty() || limits.stream().anyMatch(l -> l.test(scope.with(record, before)));
  }

  /** Binds, computes, validates and authorises; writes nothing. */
  void prepare(List<Wish> wishes) throws SQLException {
    List<Wish> open = wishes.stream().filter(Wish::open).toList();
    var texts = new ArrayList<ObjectNode>();
    for (Wish wish : open) {
      if (wish.change.text() && wish.change.data() != null) {
        texts.add(wish.change.data());
      }
    }
    if (!texts.isEmpty()) {
      Links.resolveTexts(connection, form, texts);
    }
    Binder binder = new Binder(form, access, people, scope.zone());
    for (Wish wish : open) {
      if (wish.op == Op.DELETE || wish.op == Op.RESTORE) {
        wish.after = Objects.requireNonNull(wish.before).copy();
      } else {
        binder.bind(wish);
        computer.defaults(wish.result(), wish.before == null, wish.problems);
      }
    }
    List<Wish> bound = open.stream().filter(w -> w.op == Op.CREATE || w.op == Op.UPDATE).toList();
    List<StoredRecord> records = bound.stream().map(Wish::result).toList();
    Links.load(connection, form, records, links);
    boolean again = false;
    for (Wish wish : bound) {
      stamp(wish);
      computer.formulas(wish.result(), wish.problems);
      again |= sets(wish);
    }
    if (again) {
      Links.load(connection, form, records, links);
    }
    for (Wish wish : bound) {
      Existence.check(form, wish.result(), wish.before, wish.problems);
      checker.check(wish.result(), wish.before, people, wish.problems);
      claims(wish);
      wish.settle();
      if (wish.open()) {
        authoriseResult(wish);
      }
    }
    // a restored record needs its values to be free again
    unique(open.stream().filter(w -> w.op != Op.DELETE).toList());
    for (Wish wish : bound) {
      if (wish.open() && wish.op == Op.UPDATE && !changed(wish)) {
        wish.status = Status.UNCHANGED;
      }
    }
  }

  private boolean sets(Wish wish) {
    if (!computer.sets(wish.result(), wish.before, wish.problems)) {
      return false;
    }
    // a first round's formula may have failed on a value that a rule then gave
    var problems = new Problems();
    computer.formulas(wish.result(), problems);
    return true;
  }

  private void authoriseResult(Wish wish) {
    if (wish.op == Op.CREATE && !holds(access.limits(Action.CREATE), wish.result(), null)) {
      wish.refuse(Status.FORBIDDEN, Problem.at("", "not_allowed_values", form.id()));
      return;
    }
    Problem illegal = checker.state(wish.result(), wish.before);
    if (illegal != null) {
      wish.refuse(Status.TAKEN, illegal);
    }
  }

  private boolean changed(Wish wish) {
    StoredRecord before = Objects.requireNonNull(wish.before);
    return form.fields().stream().anyMatch(f -> wish.result().differs(before, f.index()));
  }

  private void stamp(Wish wish) {
    StoredRecord record = wish.result();
    record.set(Form.ID, wish.id);
    record.set(Form.VERSION, wish.before == null ? 1L : wish.before.version() + 1);
    if (wish.before == null) {
      record.set(Form.CREATED_AT, scope.now());
      record.set(Form.CREATED_BY, batch.who().id());
    }
    record.set(Form.UPDATED_AT, scope.now());
    record.set(Form.UPDATED_BY, batch.who().id());
  }

  /** Computed and system values in a body are accepted when they say what is so anyway. */
  private void claims(Wish wish) {
    wish.claimed.forEach(
        (field, json) -> {
          boolean asBefore = wish.before != null && agrees(wish.before, field, json);
          boolean asAfter = !field.system() && agrees(wish.result(), field, json);
          boolean nothing = wish.before == null && json.isNull();
          if (!asBefore && !asAfter && !nothing) {
            wish.problems.add(
                "/" + field.id(), field.system() ? "field_system" : "field_computed", field.id());
          }
        });
    for (Wish.LineClaim claim : wish.claimedLines) {
      StoredRecord before = claim.before();
      boolean holds =
          agrees(claim.line(), claim.field(), claim.given())
              || (before == null
                  ? claim.given().isNull()
                  : agrees(before, claim.field(), claim.given()));
      if (!holds) {
        wish.problems.add(claim.pointer(), "field_computed", claim.field().id());
      }
    }
  }

  private static boolean agrees(
      StoredRecord record, Field field, com.fasterxml.jackson.databind.JsonNode json) {
    if (field.system()) {
      return record.json(field).asText().equals(json.asText())
          || (record.get(field.index()) instanceof Instant moment && isMoment(json, moment));
    }
    StoredRecord claim = record.copy();
    claim.set(field.index(), field.read(json, "", new Problems()));
    return !claim.differs(record, field.index());
  }

  /** Moments have many spellings. */
  private static boolean isMoment(com.fasterxml.jackson.databind.JsonNode json, Instant moment) {
    try {
      return OffsetDateTime.parse(json.asText()).toInstant().equals(moment);
    } catch (DateTimeException e) {
      return false;
    }
  }

  /**
   * Values that another living record has already; inserts are caught again when they are written.
   */
  private void unique(List<Wish> bound) throws SQLException {
    for (Form.UniqueGroup group : form.unique()) {
      var keys = new LinkedHashMap<Wish, List<@Nullable Object>>();
      for (Wish wish : bound) {
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
      var found = store.findByKey(group.fields(), List.copyOf(keys.values()));
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

  private static List<@Nullable Object> key(Form.UniqueGroup group, StoredRecord record) {
    var key = new ArrayList<@Nullable Object>();
    group.fields().forEach(f -> key.add(record.get(f.index())));
    return key;
  }

  private static Problem taken(Form.UniqueGroup group, StoredRecord record) {
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

  private List<RecordObserver.Written> persist(List<Wish> wishes) throws SQLException {
    List<Wish> creates = open(wishes, Op.CREATE);
    if (!creates.isEmpty() && Numbers.needed(form)) {
      List<StoredRecord> records = creates.stream().map(Wish::result).toList();
      new Numbers(connection, forms, form, scope).give(records);
      creates.forEach(w -> computer.formulas(w.result(), new Problems()));
    }
    insert(creates);
    var rewrites = new ArrayList<Wish>();
    for (Wish wish : wishes) {
      if (wish.open() && wish.op != Op.CREATE) {
        rewrites.add(wish);
      }
    }
    update(rewrites);
    var done = new ArrayList<Wish>();
    var written = new ArrayList<RecordObserver.Written>();
    for (Wish wish : wishes) {
      if (wish.status != null
          && !wish.status.failed()
          && wish.status != Status.UNCHANGED
          && wish.status != Status.STALE_SOURCE) {
        done.add(wish);
        written.add(new RecordObserver.Written(wish.op, wish.before, wish.result()));
      }
    }
    if (!done.isEmpty()) {
      HistoryStore.append(connection, forms, batch, scope.now(), done);
    }
    return written;
  }

  private static List<Wish> open(List<Wish> wishes, Op op) {
    return wishes.stream().filter(w -> w.open() && w.op == op).toList();
  }

  private void insert(List<Wish> creates) throws SQLException {
    Set<UUID> there =
        store.insert(
            creates.stream().map(Wish::result).toList(), forms.version(), sourceTimes(creates));
    var met = new ArrayList<Wish>();
    for (Wish wish : creates) {
      if (there.contains(Objects.requireNonNull(wish.id))) {
        wish.status = Status.CREATED;
      } else {
        met.add(wish);
      }
    }
    if (!met.isEmpty()) {
      name(met);
    }
  }

  /** Says which values of the records that met another are the taken ones. */
  private void name(List<Wish> met) throws SQLException {
    for (Form.UniqueGroup group : form.unique()) {
      var found =
          store.findByKey(group.fields(), met.stream().map(w -> key(group, w.result())).toList());
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

  private void update(List<Wish> wishes) throws SQLException {
    var deleted = new ArrayList<@Nullable Instant>();
    var tables = new HashMap<Field, List<StoredRecord>>();
    for (Wish wish : wishes) {
      if (wish.op != Op.UPDATE) {
        stamp(wish);
      }
      deleted.add(wish.op == Op.DELETE ? scope.now() : null);
      for (Field table : form.tables()) {
        if (wish.result().differs(Objects.requireNonNull(wish.before), table.index())) {
          tables.computeIfAbsent(table, t -> new ArrayList<>()).add(wish.result());
        }
      }
    }
    Set<UUID> there =
        store.update(
            wishes.stream().map(Wish::result).toList(),
            forms.version(),
            sourceTimes(wishes),
            deleted,
            tables);
    for (Wish wish : wishes) {
      if (!there.contains(Objects.requireNonNull(wish.id))) {
        throw new IllegalStateException("a locked record changed: " + wish.id);
      }
      wish.status =
          switch (wish.op) {
            case DELETE -> Status.DELETED;
            case RESTORE -> Status.RESTORED;
            case CREATE, UPDATE, UPSERT -> Status.UPDATED;
          };
    }
  }

  private static List<@Nullable Instant> sourceTimes(List<Wish> wishes) {
    var times = new ArrayList<@Nullable Instant>();
    wishes.forEach(w -> times.add(w.change.sourceTime()));
    return times;
  }
}
