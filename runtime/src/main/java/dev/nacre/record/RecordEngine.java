package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Scope;
import dev.nacre.expression.Visible;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.storage.Database;
import dev.nacre.storage.Sql;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one write path and the one way to read. Screen, API, import, connector and workflow all hand
 * it batches; it binds, defaults, computes, validates, authorises, persists, keeps history and
 * tells observers, in one transaction and a number of statements that doesn't depend on the rows.
 */
@Singleton
public final class RecordEngine {
  private final Database database;
  private final ExpressionEngine expressions;
  private final InstantSource clock;
  private final Iterable<RecordObserver> observers;
  private final Supplier<Routings> routings;

  /** Observers are looked up when told, since they write records themselves. */
  @Inject
  RecordEngine(
      Database database,
      ExpressionEngine expressions,
      InstantSource clock,
      @Any Instance<RecordObserver> observers,
      Provider<Routings> routings) {
    this(database, expressions, clock, (Iterable<RecordObserver>) observers, routings::get);
  }

  /**
   * An engine.
   *
   * @param observers told of every change within its transaction
   */
  public RecordEngine(
      Database database,
      ExpressionEngine expressions,
      InstantSource clock,
      Iterable<RecordObserver> observers) {
    this(database, expressions, clock, observers, () -> Routings.NONE);
  }

  /**
   * An engine of an app with several versions.
   *
   * @param routings asked which of them serves a record
   */
  public RecordEngine(
      Database database,
      ExpressionEngine expressions,
      InstantSource clock,
      Iterable<RecordObserver> observers,
      Supplier<Routings> routings) {
    this.database = database;
    this.expressions = expressions;
    this.clock = clock;
    this.observers = observers;
    this.routings = routings;
  }

  /**
   * Does the changes, in order, in the current transaction or one of its own.
   *
   * @return one outcome per change, in order; with ALL_OR_NOTHING and any failure, nothing is
   *     written and the others are NOT_DONE
   */
  public List<Outcome> write(Forms forms, Batch batch) {
    // seed rows belong to a version that isn't released before they are written
    boolean seeds = batch.origin().kind() == Origin.Kind.SEED;
    Routing routing = seeds ? null : routing(forms, batch.form());
    if (routing == null) {
      return writeIn(forms, batch);
    }
    Scope scope = scope(routing.base(), batch.who());
    return database.inTransaction(
        connection ->
            new RoutedWrite(connection, routing, scope, (f, b) -> write(connection, f, b))
                .write(batch));
  }

  /** Does the changes under the rules of that very version, whichever is released. */
  public List<Outcome> writeIn(Forms forms, Batch batch) {
    return database.inTransaction(connection -> write(connection, forms, batch));
  }

  private @Nullable Routing routing(Forms forms, String form) {
    return routings.get().of(forms).filter(r -> r.splits(form)).orElse(null);
  }

  /**
   * The forms that serve one record, while a release is split by records; else these.
   *
   * @param form the form's id
   * @param id the record; it may be gone, or be yet to come
   */
  public Forms serving(Forms forms, String form, UUID id, Identity who) {
    Routing routing = routing(forms, form);
    if (routing == null) {
      return forms;
    }
    Forms base = routing.base();
    StoredRecord record =
        base.find(form).isEmpty()
            ? null
            : load(base, form, Set.of(id), routing.crosses(form)).get(id);
    return routing.serving(form, id, record, who, scope(base, who));
  }

  private List<Outcome> write(Connection connection, Forms forms, Batch batch) throws SQLException {
    Scope scope = scope(forms, batch.who());
    List<Outcome> outcomes = new BatchRun(connection, forms, batch, scope, observers).run();
    Form form = forms.get(batch.form());
    if (form.derives()) {
      List<StoredRecord> records =
          outcomes.stream().map(Outcome::after).filter(Objects::nonNull).toList();
      far(connection, forms, batch.who(), scope).read(form, records);
    }
    return outcomes;
  }

  /** What is found elsewhere, as far as that identity may see it. */
  private static FarValues far(Connection connection, Forms forms, Identity who, Scope scope) {
    return new FarValues(connection, scope, new RowLimits(forms, scope, who));
  }

  /**
   * Answers a question, within what the identity may read.
   *
   * @throws InvalidQueryException when the filter, sort or cursor doesn't fit the form
   * @throws ForbiddenException when the identity may read nothing of the form
   */
  public Page query(Forms forms, Query query, Identity who) {
    return query(forms, query, who, query.deleted() ? Action.RESTORE : Action.READ);
  }

  /**
   * The same, of the records with which also something else may be done.
   *
   * @param also such as to export them
   */
  public Page query(Forms forms, Query query, Identity who, Action also) {
    Form form = forms.get(query.form());
    Scope scope = scope(forms, who);
    Sql where =
        Filter.where(expressions, forms, form, query.filter(), scope, who, also, query.deleted());
    return database.reading(
        connection -> {
          var limits = new RowLimits(forms, scope, who);
          var askable = new Askable(forms, form, who);
          Sql narrow = Narrowing.of(connection, form, query.filter(), where);
          Page page = new QueryRun(connection, form, query, narrow, askable, scope, limits).run();
          if (query.lines()) {
            new RecordReads(connection, form).loadLines(page.records(), scope, limits);
          }
          new Expansion(connection, scope, limits).load(form, page.records(), query.expand());
          return page;
        });
  }

  /** What keeps somebody from asking that; empty when nothing does. Nothing is asked yet. */
  public List<Problem> check(Forms forms, Query query, Identity who) {
    Form form = forms.get(query.form());
    try {
      var unused =
          Filter.where(
              expressions, forms, form, query.filter(), scope(forms, who), who, Action.READ);
      QueryRun.check(form, query, new Askable(forms, form, who));
      return List.of();
    } catch (InvalidQueryException | ForbiddenException e) {
      return e.problems();
    }
  }

  /**
   * One record with its lines; empty when there is none or it may not be read.
   *
   * @throws ForbiddenException when the identity may read nothing of the form
   */
  public Optional<StoredRecord> find(
      Forms forms, String form, UUID id, Set<String> expand, Identity who) {
    Forms own = serving(forms, form, id, who);
    Form compiled = own.get(form);
    Scope scope = scope(own, who);
    Sql where = Filter.where(expressions, own, compiled, null, scope, who, Action.READ);
    return database.reading(
        connection -> {
          var limits = new RowLimits(own, scope, who);
          Optional<StoredRecord> found =
              new RecordReads(connection, compiled).one(id, where, scope, limits);
          if (found.isPresent()) {
            new Expansion(connection, scope, limits).load(compiled, List.of(found.get()), expand);
          }
          return found;
        });
  }

  /**
   * Whether somebody may see a living record.
   *
   * @throws ForbiddenException when the identity may read nothing of the form
   */
  public boolean sees(Forms forms, String form, UUID id, Identity who) {
    Forms own = serving(forms, form, id, who);
    Form compiled = own.get(form);
    Sql where = Filter.where(expressions, own, compiled, null, scope(own, who), who, Action.READ);
    return database.reading(connection -> new RecordReads(connection, compiled).has(id, where));
  }

  /**
   * Records as the engine itself sees them, with their lines, even when they have been deleted: a
   * workflow that a deletion starts is about a record that is no longer there.
   *
   * @param expand links to load as records
   * @return by id; what never was is absent
   */
  public Map<UUID, StoredRecord> load(
      Forms forms, String form, Collection<UUID> ids, Set<String> expand) {
    Form compiled = forms.get(form);
    return database.inTransaction(
        connection -> {
          var reads = new RecordReads(connection, compiled);
          Map<UUID, StoredRecord> records = reads.anyByIds(ids);
          Scope scope = scope(forms, Identity.engine("record"));
          reads.loadLines(List.copyOf(records.values()));
          Links.load(connection, compiled, records.values(), expand, scope);
          new FarValues(connection, scope, Visible.ALL).read(compiled, records.values());
          return records;
        });
  }

  /**
   * Computes a record as if it were written, without writing: defaults, formulas, rules and
   * problems for a form that is being filled.
   *
   * @param id the record being edited; empty for a new one
   * @param data field values so far
   */
  public Draft preview(
      Forms asked, String formId, Optional<UUID> id, ObjectNode data, Identity who) {
    Forms forms = id.map(i -> serving(asked, formId, i, who)).orElse(asked);
    StoredRecord before =
        id.map(
                i ->
                    find(forms, formId, i, Set.of(), who)
                        .orElseThrow(
                            () -> new NotFoundException(Problem.at("", "record_unknown", i))))
            .orElse(null);
    return preview(forms, formId, before, data, who);
  }

  /**
   * The same for somebody who has a record before them: what others have written since doesn't
   * count.
   *
   * @param seen as it was read for that person
   */
  public Draft preview(Forms asked, StoredRecord seen, ObjectNode data, Identity who) {
    String formId = seen.form().id();
    Forms forms = serving(asked, formId, seen.id(), who);
    return forms.get(formId) == seen.form()
        ? preview(forms, formId, seen, data, who)
        : preview(asked, formId, Optional.of(seen.id()), data, who);
  }

  private Draft preview(
      Forms forms, String formId, @Nullable StoredRecord before, ObjectNode data, Identity who) {
    Form form = forms.get(formId);
    Scope scope = scope(forms, who);
    Change change = before == null ? Change.create(data) : Change.update(before.id(), null, data);
    Batch batch = Batch.one(formId, change, who, Origin.of(Origin.Kind.SCREEN));
    return database.inTransaction(
        connection -> {
          Wish wish = new Wish(change, 0);
          wish.before = before;
          if (before == null) {
            wish.id = dev.nacre.storage.Uuid7.next();
          } else {
            Links.load(connection, form, List.of(before), Computer.crosses(form), scope);
          }
          new Writing(connection, forms, batch, scope).prepare(List.of(wish));
          StoredRecord after = wish.result();
          var checker = new Checker(form, scope);
          Checker.Verdict verdict = checker.rules(after, before);
          far(connection, forms, who, scope).foresee(form, after, new RowLimits(forms, scope, who));
          FormAccess access = forms.permissions().on(formId, who);
          var required = new LinkedHashSet<>(verdict.required());
          var readOnly = new LinkedHashSet<>(verdict.readOnly());
          readOnly.addAll(access.readOnly());
          readOnly.addAll(access.masked());
          for (Field field : form.fields()) {
            if (field.definition().required()) {
              required.add(field.id());
            }
            if (field.computed() || field.definition().readOnly()) {
              readOnly.add(field.id());
            }
          }
          var hidden = new LinkedHashSet<>(verdict.hidden());
          hidden.addAll(access.hidden());
          return new Draft(
              after, wrong(wish), required, hidden, readOnly, checker.offered(verdict, before));
        });
  }

  /** Values of a form that no table keeps, as a record, with its links loaded along those paths. */
  StoredRecord kept(Forms forms, Form form, ObjectNode values, Set<String> expand) {
    var record = new StoredRecord(form);
    fill(record, values);
    if (!expand.isEmpty()) {
      Scope scope = scope(forms, Identity.engine("record"));
      database.inTransaction(
          connection -> {
            Links.load(connection, form, List.of(record), expand, scope);
            return record;
          });
    }
    return record;
  }

  private static void fill(StoredRecord record, JsonNode values) {
    for (Field field : record.form().fields()) {
      JsonNode value = values.path(field.id());
      Form lines = field.lines() ? field.target() : null;
      if (lines != null) {
        var all = new ArrayList<StoredRecord>();
        for (JsonNode one : value) {
          var line = new StoredRecord(lines);
          line.set(Form.ID, UUID.fromString(one.path("id").asText()));
          fill(line, one);
          all.add(line);
        }
        record.set(field.index(), all);
      } else if (!value.isMissingNode()) {
        // it was checked when it was kept; what has gone since is empty
        record.set(field.index(), field.read(value, "", new Problems()));
      }
    }
  }

  /** Why is asked when it is saved, not while it is filled. */
  private static List<Problem> wrong(Wish wish) {
    return wish.problems.list().stream()
        .filter(problem -> !problem.code().equals(ChangeNotes.NEEDED))
        .toList();
  }

  /**
   * A record that is being filled.
   *
   * @param record with defaults and formulas computed
   * @param problems what keeps it from being saved
   * @param required fields that rules or definitions require now
   * @param hidden fields that rules or roles hide now
   * @param readOnly fields that can't be changed now
   * @param offered by field the options that it may have now, where it may not have all
   */
  public record Draft(
      StoredRecord record,
      List<Problem> problems,
      Set<String> required,
      Set<String> hidden,
      Set<String> readOnly,
      Map<String, Set<String>> offered) {}

  /**
   * As record JSON, without what the identity may not see and with masks applied; expanded links
   * are objects.
   */
  public ObjectNode json(Forms forms, StoredRecord record, Set<String> expand, Identity who) {
    return shown(forms, record.form(), Set.of(), expand, who).tree(record);
  }

  /**
   * How records of a form are shown to somebody, decided once for as many as there are.
   *
   * @param form of the records; not of their lines
   * @param only the fields that are wanted; empty means all
   * @param expand links that become objects
   */
  public RecordJson shown(
      Forms forms, Form form, Set<String> only, Set<String> expand, Identity who) {
    if (forms.find(form.id()).orElse(null) != form) {
      // another version serves this record, and says who may see what of it
      Forms own = routings.get().of(forms).flatMap(r -> r.owner(form)).orElse(forms);
      return new RecordJson(own, form, only, expand, who);
    }
    return new RecordJson(forms, form, only, expand, who);
  }

  /** As record JSON for that identity. */
  public ObjectNode json(Forms forms, StoredRecord record, Identity who) {
    return json(forms, record, Set.of(), who);
  }

  /** A scope for expressions on behalf of somebody, now. */
  public Scope scope(Forms forms, Identity who) {
    // PostgreSQL keeps microseconds; what is answered must be what is stored
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return Lookups.scope(database, forms, who.user(forms.app()), now);
  }
}
