package dev.nacre.workflow;

import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.FormsRegistry;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.Identity;
import dev.nacre.storage.Uuid7;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes what runs want written, together: many instances at the same step of the same workflow are
 * one batch of the record engine.
 */
@Singleton
final class RecordWrites {
  private final RecordEngine records;
  private final FormsRegistry forms;

  RecordWrites(RecordEngine records, FormsRegistry forms) {
    this.records = records;
    this.forms = forms;
  }

  /** Where runs stand whose wishes are granted together. */
  record Place(String app, String workflow, int version, String step) {
    static Place of(InstanceRun run) {
      Instance instance = run.instance();
      return new Place(instance.app(), instance.workflow(), instance.version(), run.wisher());
    }

    Origin origin() {
      return new Origin(Origin.Kind.WORKFLOW, workflow + "/" + step);
    }
  }

  private record Group(Place place, String form, @Nullable String by) {}

  /** Writes all of it; who has another wish has it in the next round. */
  void grant(List<Asked<Move.Write>> asked, Round round) {
    Map<Group, List<Asked<Move.Write>>> groups = new LinkedHashMap<>();
    for (Asked<Move.Write> one : asked) {
      List<Asked<Move.Write>> group =
          groups.computeIfAbsent(
              new Group(Place.of(one.run()), one.wish().form(), one.wish().by()),
              g -> new ArrayList<>());
      // a record stands in a batch once, so that each sees what the one before it did
      if (group.stream().anyMatch(w -> sameRecord(w.wish().change(), one.wish().change()))) {
        round.wishes(one.run(), one.wish());
      } else {
        group.add(new Asked<>(one.run(), identified(one.wish())));
      }
    }
    groups.forEach(
        (group, some) ->
            round.grant(
                some,
                these -> write(group, these, round.started()),
                (these, outcomes) -> {
                  for (int i = 0; i < these.size(); i++) {
                    InstanceRun run = these.get(i).run();
                    round.wishes(run, run.written(outcomes.get(i)));
                  }
                }));
  }

  private static boolean sameRecord(Change one, Change other) {
    return one.id() != null && one.id().equals(other.id());
  }

  /** A new record gets its id here, so that triggers know who made it. */
  private static Move.Write identified(Move.Write write) {
    Change c = write.change();
    if (c.op() != Change.Op.CREATE || c.id() != null) {
      return write;
    }
    UUID id = Uuid7.next();
    return new Move.Write(
        write.form(),
        new Change(c.op(), id, c.key(), c.version(), c.data(), c.text(), c.source(), c.note()),
        write.by(),
        write.then());
  }

  private List<Outcome> write(
      Group group, List<Asked<Move.Write>> asked, Set<Cause.Start> started) {
    var writers = new HashMap<UUID, Cause.Writer>();
    var changes = new ArrayList<Change>();
    for (Asked<Move.Write> one : asked) {
      Instance instance = one.run().instance();
      Change change = one.wish().change();
      if (change.id() != null) {
        writers.put(change.id(), new Cause.Writer(instance.id(), instance.depth()));
      }
      changes.add(change);
    }
    var batch =
        new Batch(
            group.form(),
            changes,
            Batch.Mode.PER_ROW,
            group.by() == null
                ? asked.getFirst().run().context().identity()
                : Identity.engine(group.by()),
            group.place().origin());
    return write(group.place(), batch, new Cause(writers, started));
  }

  /**
   * Writes a batch for that cause: under the rules that are released now, not those that the
   * instance started on, since records have one set of rules.
   */
  List<Outcome> write(Place place, Batch batch, Cause cause) {
    Forms now = forms.current(place.app());
    return cause.during(
        () ->
            knows(now, batch)
                ? records.write(now, batch)
                : records.writeIn(forms.version(place.app(), place.version()), batch));
  }

  /** A version that was gone back from may have had fields of its own; its instances go on. */
  private static boolean knows(Forms forms, Batch batch) {
    Form form = forms.find(batch.form()).orElse(null);
    return form != null
        && batch.changes().stream()
            .map(Change::data)
            .filter(Objects::nonNull)
            .flatMap(data -> data.properties().stream())
            .allMatch(entry -> form.name(entry.getKey()).isPresent());
  }
}
