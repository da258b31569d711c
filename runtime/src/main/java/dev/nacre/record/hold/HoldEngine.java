package dev.nacre.record.hold;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Change;
import dev.nacre.record.Field;
import dev.nacre.record.Forms;
import dev.nacre.record.Outcome;
import dev.nacre.record.Query;
import dev.nacre.record.RecordLocks;
import dev.nacre.record.StoredRecord;
import dev.nacre.storage.Database;
import dev.nacre.storage.Uuid7;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds amounts of counted records for others. However many hold at once, the counted records are
 * locked, worked out in memory and written by one batch of the record engine: their rules, formulas
 * and history are as for any change.
 *
 * <p>Everything happens in the caller's transaction; what is refused has written nothing yet, or
 * must be rolled back by the caller.
 */
@Singleton
public final class HoldEngine {
  private final RecordLocks records;
  private final HoldStore store;

  /** An engine on that database. */
  public HoldEngine(Database database, RecordLocks records) {
    this.records = records;
    this.store = new HoldStore(database);
  }

  /** Writes changes of records of one form on behalf of whoever asked. */
  public interface Writer {
    /** One outcome per change, in order. */
    List<Outcome> write(String form, List<Change> changes);
  }

  /** Finds counted records on behalf of whoever asked. */
  public interface Finder {
    /** Their ids, in the order in which they are to be tried. */
    List<UUID> find(Query among);
  }

  /**
   * What somebody is to hold of a pool, in place of what they hold of it now.
   *
   * @param wants may speak of the same record several times
   * @param until when it is given back by itself; null means never
   */
  public record Request(Holder holder, List<Want> wants, @Nullable Instant until) {}

  /**
   * What became of the end of a hold.
   *
   * @param there whether the counted record or lot is still there to be put right
   */
  public record Ended(Hold hold, boolean there) {}

  /**
   * Holds what is asked for, each request wholly or not at all, in order. Whoever holds something
   * of the pool already holds what is wanted now instead; where that is refused, they keep what
   * they had.
   *
   * @param app with the environment
   * @param scope for what the pool's conditions read
   * @param finder asked once for every question among the wants
   * @return one answer per request, in order
   * @throws HoldRefusedException when a rule refuses what is to be written
   */
  public List<Holding> hold(
      String app, Pool pool, List<Request> requests, Scope scope, Finder finder, Writer writer) {
    Set<UUID> holders = requests.stream().map(r -> r.holder().id()).collect(Collectors.toSet());
    // there may be no row yet of what they hold that could be locked
    records.take(holders);
    Map<UUID, List<Hold>> held =
        store.held(app, holders).stream()
            .filter(hold -> hold.pool().equals(pool.key()))
            .collect(Collectors.groupingBy(hold -> hold.holder().id()));
    Map<Want, List<UUID>> found = find(pool, requests, finder);
    var ids = new HashSet<UUID>();
    found.values().forEach(ids::addAll);
    held.values().forEach(holds -> holds.forEach(hold -> ids.add(hold.record())));
    Map<UUID, Shelf> shelves = shelves(pool, ids, scope);
    var closed = new ArrayList<Hold>();
    var made = new LinkedHashMap<UUID, List<Hold>>();
    var answers = new ArrayList<Holding>();
    for (Request request : requests) {
      UUID holder = request.holder().id();
      // what an earlier request of this batch took for the same holder counts as held
      List<Hold> before = made.getOrDefault(holder, held.getOrDefault(holder, List.of()));
      Holding answer = take(request, found, shelves, before);
      answers.add(answer);
      if (answer.lacking().isEmpty()) {
        closed.addAll(held.getOrDefault(holder, List.of()));
        held.remove(holder);
        made.put(
            holder,
            answer.parts().stream()
                .map(part -> made(app, pool, request, part, scope.now()))
                .toList());
      }
    }
    write(pool, shelves.values(), writer);
    store.close(closed, Hold.State.FREED, scope.now());
    store.insert(made.values().stream().flatMap(List::stream).toList());
    return answers;
  }

  /** One statement for every way of naming a record, and for every question. */
  private Map<Want, List<UUID>> find(Pool pool, List<Request> requests, Finder finder) {
    Map<List<Field>, List<Want>> byMatch =
        requests.stream()
            .flatMap(request -> request.wants().stream())
            .filter(want -> want.among() == null)
            .filter(want -> want.key().stream().noneMatch(Objects::isNull))
            .collect(Collectors.groupingBy(Want::match, LinkedHashMap::new, Collectors.toList()));
    // wants are told apart by what they are, not by what they say
    var found = new IdentityHashMap<Want, List<UUID>>();
    byMatch.forEach(
        (match, wants) -> {
          var ids =
              records.find(pool.form(), match, wants.stream().map(Want::key).distinct().toList());
          wants.forEach(
              want -> {
                UUID id = ids.get(want.key());
                if (id != null) {
                  found.put(want, List.of(id));
                }
              });
        });
    var asked = new HashMap<Query, List<UUID>>();
    for (Request request : requests) {
      for (Want want : request.wants()) {
        Query among = want.among();
        if (among != null) {
          found.put(want, asked.computeIfAbsent(among, finder::find));
        }
      }
    }
    return found;
  }

  private Map<UUID, Shelf> shelves(Pool pool, Collection<UUID> ids, Scope scope) {
    var shelves = new LinkedHashMap<UUID, Shelf>();
    records
        .lock(pool.form(), ids)
        .forEach((id, record) -> shelves.put(id, new Shelf(pool, record, scope)));
    return shelves;
  }

  private static Holding take(
      Request request, Map<Want, List<UUID>> found, Map<UUID, Shelf> shelves, List<Hold> before) {
    var touched = new HashSet<Shelf>();
    before.forEach(hold -> add(touched, shelves.get(hold.record())));
    request.wants().forEach(want -> touched.addAll(serving(want, found, shelves)));
    touched.forEach(Shelf::mark);
    before.forEach(
        hold -> {
          Shelf shelf = shelves.get(hold.record());
          if (shelf != null) {
            shelf.give(hold);
          }
        });
    var parts = new ArrayList<Holding.Part>();
    var lacking = new ArrayList<Holding.Lacking>();
    for (Want want : request.wants()) {
      List<Shelf> serving = serving(want, found, shelves);
      List<Holding.Part> taken = List.of();
      for (int i = 0; i < serving.size() && taken.isEmpty(); i++) {
        taken = take(want, serving.get(i));
      }
      parts.addAll(taken);
      if (taken.isEmpty()) {
        BigDecimal there =
            serving.stream().map(Shelf::there).reduce(BigDecimal.ZERO, BigDecimal::max);
        lacking.add(new Holding.Lacking(want.about(), want.quantity(), there, !serving.isEmpty()));
      }
    }
    if (lacking.isEmpty()) {
      return new Holding(parts, List.of());
    }
    touched.forEach(Shelf::reset);
    return new Holding(List.of(), lacking);
  }

  /** Those that may serve and are there, the one to be tried first at the front. */
  private static List<Shelf> serving(
      Want want, Map<Want, List<UUID>> found, Map<UUID, Shelf> shelves) {
    return found.getOrDefault(want, List.of()).stream()
        .map(shelves::get)
        .filter(Objects::nonNull)
        .toList();
  }

  /** Nothing when there isn't enough. */
  private static List<Holding.Part> take(Want want, Shelf shelf) {
    StoredRecord record = shelf.record();
    return shelf.take(want.quantity()).stream()
        .map(
            some ->
                new Holding.Part(
                    record.id(),
                    record.title(),
                    some.lot(),
                    some.title(),
                    some.quantity(),
                    want.about(),
                    want.among() == null ? null : record.toJson()))
        .toList();
  }

  private static void add(Set<Shelf> shelves, @Nullable Shelf shelf) {
    if (shelf != null) {
      shelves.add(shelf);
    }
  }

  private static Hold made(String app, Pool pool, Request request, Holding.Part part, Instant now) {
    return new Hold(
        Uuid7.next(),
        app,
        request.holder(),
        pool.key(),
        part.record(),
        part.lot(),
        part.quantity(),
        now,
        request.until(),
        Hold.State.HELD,
        null);
  }

  private static void write(Pool pool, Collection<Shelf> shelves, Writer writer) {
    var changes = new ArrayList<Change>();
    for (Shelf shelf : shelves) {
      ObjectNode data = shelf.change();
      if (!data.isEmpty()) {
        changes.add(Change.update(shelf.record().id(), null, data));
      }
    }
    if (changes.isEmpty()) {
      return;
    }
    List<Problem> refused =
        writer.write(pool.form().id(), changes).stream()
            .filter(Outcome::failed)
            .flatMap(outcome -> outcome.problems().stream())
            .toList();
    if (!refused.isEmpty()) {
      throw new HoldRefusedException(refused);
    }
  }

  /**
   * Ends what some hold.
   *
   * @param which of what they hold
   * @param as freed and expired give it back, used takes it away for good
   * @return what has ended, by holder; whoever held nothing is absent
   * @throws HoldRefusedException when a rule refuses what is to be written
   */
  public Map<UUID, List<Ended>> end(
      String app,
      Forms forms,
      Collection<UUID> holders,
      Predicate<Hold> which,
      Hold.State as,
      Scope scope,
      Writer writer) {
    records.take(holders);
    List<Hold> held = store.held(app, holders).stream().filter(which).toList();
    var ended = new HashMap<UUID, List<Ended>>();
    var byPool =
        held.stream().collect(Collectors.groupingBy(Hold::pool, TreeMap::new, Collectors.toList()));
    byPool.forEach(
        (key, holds) -> {
          Pool pool = Pool.of(forms, key).orElse(null);
          Set<UUID> ids = holds.stream().map(Hold::record).collect(Collectors.toSet());
          Map<UUID, Shelf> shelves = pool == null ? Map.of() : shelves(pool, ids, scope);
          for (Hold hold : holds) {
            Shelf shelf = shelves.get(hold.record());
            boolean there =
                shelf != null && (as == Hold.State.USED ? shelf.use(hold) : shelf.give(hold));
            ended
                .computeIfAbsent(hold.holder().id(), id -> new ArrayList<>())
                .add(new Ended(hold, there));
          }
          if (pool != null) {
            write(pool, shelves.values(), writer);
          }
        });
    store.close(held, as, scope.now());
    return ended;
  }

  /** Who holds something whose time is over, by app. */
  public Map<String, Set<UUID>> expired(Instant now, int limit) {
    return store.expired(now, limit).stream()
        .collect(
            Collectors.groupingBy(
                HoldStore.Expired::app,
                TreeMap::new,
                Collectors.mapping(HoldStore.Expired::holder, Collectors.toSet())));
  }

  /** Lets what couldn't be given back when its time was over rest until then. */
  public void postpone(String app, UUID holder, Instant now, Instant until) {
    store.postpone(app, holder, now, until);
  }

  /** What a record holds and held, newest first, a hundred at most. */
  public List<Hold> by(String app, UUID holder) {
    return store.by(app, holder, 100);
  }

  /** What is held of a record now, newest first, a hundred at most. */
  public List<Hold> of(String app, UUID record) {
    return store.of(app, record, 100);
  }
}
