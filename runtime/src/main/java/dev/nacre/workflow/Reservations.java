package dev.nacre.workflow;

import dev.nacre.expression.Scope;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.FormsRegistry;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.hold.Hold;
import dev.nacre.record.hold.HoldEngine;
import dev.nacre.record.hold.Holder;
import dev.nacre.record.hold.Holding;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Holds and gives back counted things for many runs at once: however many orders want the same
 * record, it is locked, worked out and written once.
 */
@Singleton
final class Reservations {
  private final HoldEngine holds;
  private final RecordWrites writes;
  private final RecordEngine records;
  private final FormsRegistry forms;

  Reservations(HoldEngine holds, RecordWrites writes, RecordEngine records, FormsRegistry forms) {
    this.holds = holds;
    this.writes = writes;
    this.records = records;
    this.forms = forms;
  }

  /** Holds what is wished; who has another wish has it in the next round. */
  void reserve(List<Asked<Move.Reserve>> asked, Round round) {
    places(asked)
        .forEach(
            (place, some) ->
                round.grant(
                    some,
                    these -> hold(place, these, round),
                    (these, answers) -> {
                      for (int i = 0; i < these.size(); i++) {
                        Asked<Move.Reserve> one = these.get(i);
                        Holding answer = answers.get(i);
                        round.wishes(
                            one.run(), one.run().granted(() -> one.wish().then().apply(answer)));
                      }
                    }));
  }

  private List<Holding> hold(
      RecordWrites.Place place, List<Asked<Move.Reserve>> asked, Round round) {
    List<HoldEngine.Request> requests =
        asked.stream()
            .map(
                one ->
                    new HoldEngine.Request(
                        holder(place, one.run().instance()),
                        one.wish().wants(),
                        one.wish().until()))
            .toList();
    // of one version and step, so of one pool
    return holds.hold(
        place.app(),
        asked.getFirst().wish().pool(),
        requests,
        scope(asked),
        among -> found(among, asked.getFirst().run().context()),
        writer(place, asked, round));
  }

  private List<UUID> found(Query among, RunContext context) {
    return records.query(context.workflow().forms(), among, context.identity()).records().stream()
        .map(StoredRecord::id)
        .toList();
  }

  /** Gives back or takes away what is held; who has another wish has it in the next round. */
  void release(List<Asked<Move.Release>> asked, Round round) {
    places(asked)
        .forEach(
            (place, some) ->
                round.grant(
                    some,
                    these -> end(place, these, round),
                    (these, ended) ->
                        these.forEach(
                            one ->
                                round.wishes(
                                    one.run(),
                                    one.run()
                                        .granted(
                                            () ->
                                                one.wish()
                                                    .then()
                                                    .apply(
                                                        ended.getOrDefault(
                                                            holder(one.run().instance()),
                                                            List.of())))))));
  }

  private Map<UUID, List<HoldEngine.Ended>> end(
      RecordWrites.Place place, List<Asked<Move.Release>> asked, Round round) {
    Move.Release wish = asked.getFirst().wish();
    return holds.end(
        place.app(),
        forms.current(place.app()),
        asked.stream().map(one -> holder(one.run().instance())).collect(Collectors.toSet()),
        hold -> wish.form() == null || wish.form().equals(hold.pool().form()),
        wish.used() ? Hold.State.USED : Hold.State.FREED,
        scope(asked),
        writer(place, asked, round));
  }

  private static <M extends Move.Wish> Map<RecordWrites.Place, List<Asked<M>>> places(
      List<Asked<M>> asked) {
    var places = new LinkedHashMap<RecordWrites.Place, List<Asked<M>>>();
    asked.forEach(
        one ->
            places
                .computeIfAbsent(RecordWrites.Place.of(one.run()), p -> new ArrayList<>())
                .add(one));
    return places;
  }

  private static Holder holder(RecordWrites.Place place, Instance instance) {
    return new Holder(
        holder(instance), instance.form(), instance.id(), place.workflow(), place.step());
  }

  private static UUID holder(Instance instance) {
    UUID record = instance.record();
    return record == null ? instance.id() : record;
  }

  private Scope scope(List<? extends Asked<?>> asked) {
    RunContext context = asked.getFirst().run().context();
    return records.scope(context.workflow().forms(), context.identity());
  }

  /** One batch for all of them; what it starts is started by the first. */
  private HoldEngine.Writer writer(
      RecordWrites.Place place, List<? extends Asked<?>> asked, Round round) {
    Instance first = asked.getFirst().run().instance();
    int depth = asked.stream().mapToInt(one -> one.run().instance().depth()).max().orElse(0);
    Identity who = asked.getFirst().run().context().identity();
    return (form, changes) -> {
      var writers = new HashMap<UUID, Cause.Writer>();
      for (Change change : changes) {
        writers.put(change.id(), new Cause.Writer(first.id(), depth));
      }
      var batch = new Batch(form, changes, Batch.Mode.ALL_OR_NOTHING, who, place.origin());
      return writes.write(place, batch, new Cause(writers, round.started()));
    };
  }
}
