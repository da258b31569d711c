package dev.nacre.record.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.NacreException;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Checksum;
import dev.nacre.record.Field;
import dev.nacre.record.Forms;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.SeenTitles;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does what is wished with some records, and says what became of each. */
record BulkWork(
    Database database,
    RecordEngine records,
    ButtonPress buttons,
    Forms forms,
    BulkWish wish,
    Identity who,
    Origin origin) {

  /**
   * Does it, in the transaction that is open if one is.
   *
   * @param first the place of the first of them, from 1
   * @param shown of how many rows it is told what differs
   */
  List<BulkRow> on(List<UUID> ids, long first, int shown) {
    return wish.action() == BulkWish.Action.START
        ? start(ids, first, row -> {})
        : write(ids, first, shown, before(ids));
  }

  private Map<UUID, StoredRecord> before(List<UUID> ids) {
    return records.load(forms, wish.form(), ids, Set.of());
  }

  private List<BulkRow> write(
      List<UUID> ids, long first, int shown, Map<UUID, StoredRecord> before) {
    List<Change> changes = ids.stream().map(id -> change(id).noting(wish.note())).toList();
    List<Outcome> outcomes =
        records.write(forms, new Batch(wish.form(), changes, Batch.Mode.PER_ROW, who, origin));
    var rows = new ArrayList<BulkRow>();
    for (int i = 0; i < ids.size(); i++) {
      StoredRecord was = before.get(ids.get(i));
      Outcome outcome = outcomes.get(i);
      ObjectNode old = null;
      ObjectNode now = null;
      if (i < shown && was != null && outcome.after() != null) {
        old = records.json(forms, was, who);
        now = records.json(forms, outcome.after(), who);
        onlyDifferent(old, now);
      }
      rows.add(
          new BulkRow(
              first + i,
              ids.get(i),
              title(ids.get(i), outcome.status() == Outcome.Status.NOT_FOUND ? null : was),
              outcome.status().id(),
              null,
              old,
              now,
              outcome.problems()));
    }
    return rows;
  }

  private Change change(UUID id) {
    return switch (wish.action()) {
      case UPDATE -> Change.update(id, null, Objects.requireNonNull(wish.set()));
      case DELETE -> Change.delete(id, null);
      case RESTORE -> Change.restore(id, null);
      case START -> throw new IllegalStateException("a button is no change");
    };
  }

  /**
   * Presses the button at each, in a transaction of its own: what one can't keeps no other from it.
   *
   * @param started told of each that was started for good, in its transaction
   */
  List<BulkRow> start(List<UUID> ids, long first, Consumer<BulkRow> started) {
    Map<UUID, StoredRecord> before = before(ids);
    String workflow = Objects.requireNonNull(wish.workflow());
    var rows = new ArrayList<BulkRow>();
    for (int i = 0; i < ids.size(); i++) {
      UUID id = ids.get(i);
      boolean seen = records.find(forms, wish.form(), id, Set.of(), who).isPresent();
      String title = title(id, seen ? before.get(id) : null);
      long row = first + i;
      try {
        rows.add(
            wish.dryRun()
                ? database.trying(() -> press(workflow, id, row, title).tried())
                : database.inNewTransaction(
                    connection -> {
                      BulkRow pressed = press(workflow, id, row, title);
                      started.accept(pressed);
                      return pressed;
                    }));
      } catch (NacreException e) {
        rows.add(new BulkRow(row, id, title, "invalid", null, null, null, e.problems()));
      }
    }
    return rows;
  }

  private BulkRow press(String workflow, UUID id, long row, String title) {
    ObjectNode input = wish.input() == null ? Json.MAPPER.createObjectNode() : wish.input();
    UUID instance = buttons.press(forms, workflow, id, input, who);
    return new BulkRow(row, id, title, "started", instance, null, null, List.of());
  }

  private void onlyDifferent(ObjectNode old, ObjectNode now) {
    for (Field field : forms.get(wish.form()).names()) {
      boolean same =
          field.system()
              || !old.has(field.id())
              || !now.has(field.id())
              || Checksum.same(old.get(field.id()), now.get(field.id()));
      if (same) {
        old.remove(field.id());
        now.remove(field.id());
      }
    }
  }

  /** What people call it, unless they may not see that. */
  private String title(UUID id, @Nullable StoredRecord record) {
    String title = record == null ? null : SeenTitles.of(forms, record, who);
    return title == null ? id.toString() : title;
  }
}
