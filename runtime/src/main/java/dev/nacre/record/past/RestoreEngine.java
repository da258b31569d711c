package dev.nacre.record.past;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.HistoryStore.Entry;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts records back to what they were, as a change like every other: with rights, rules and
 * history.
 */
@Singleton
public final class RestoreEngine {
  private static final String NOTE_NEEDED = "note_required";

  private final Database database;
  private final RecordEngine records;
  private final PastEngine past;

  /** An engine over those parts. */
  public RestoreEngine(Database database, RecordEngine records, PastEngine past) {
    this.database = database;
    this.records = records;
    this.past = past;
  }

  /**
   * What is to be put back.
   *
   * @param fields ids of the fields; empty means all
   * @param seen the version that the wisher saw; null means whatever is there
   * @param note why; may be null
   */
  public record Wish(
      String form,
      UUID id,
      long version,
      Set<String> fields,
      @Nullable Long seen,
      @Nullable String note) {}

  /**
   * What it would do; it is tried, and nothing stays.
   *
   * @throws NotFoundException when there is no such record or version, or it may not be read
   */
  public Restoration preview(Forms forms, Wish wish, Identity who, Origin origin) {
    States states = past.states(forms, wish.form(), wish.id(), who);
    Entry entry = PastEngine.entry(states, wish.version());
    FormAccess access = forms.permissions().on(wish.form(), who);
    Form form = forms.get(wish.form());
    ObjectNode now = states.today(Long.MAX_VALUE).values();
    TodaysValues then = states.today(entry.version());
    var old = new OldValues(form, access);
    old.take(then.values(), now, then.lost(), wish.fields());
    List<Outcome> tried =
        database.trying(() -> write(forms, wish, states.deleted(), old.patch(), who, origin));
    boolean noteNeeded = problems(tried).stream().anyMatch(p -> p.code().equals(NOTE_NEEDED));
    if (noteNeeded) {
      var noted = new Wish(wish.form(), wish.id(), wish.version(), wish.fields(), wish.seen(), "…");
      tried =
          database.trying(() -> write(forms, noted, states.deleted(), old.patch(), who, origin));
    }
    StoredRecord after = tried.isEmpty() ? null : tried.getLast().after();
    ObjectNode wished = after == null ? now.deepCopy().setAll(old.patch()) : after.toJson();
    return new Restoration(
        wish.version(),
        states.newest().version(),
        states.deleted(),
        new Differences(form, access).between(now, wished),
        old.kept(),
        noteNeeded,
        problems(tried),
        old.patch());
  }

  private static List<Problem> problems(List<Outcome> outcomes) {
    return outcomes.stream().flatMap(o -> o.problems().stream()).toList();
  }

  /**
   * Does it. A deleted record comes back first, in the same transaction.
   *
   * @return what became of it: the failure when there is one; UNCHANGED when there was nothing to
   *     do
   * @throws NotFoundException when there is no such record or version, or it may not be read
   */
  public Outcome restore(Forms forms, Wish wish, Identity who, Origin origin) {
    return database.inTransaction(
        connection -> {
          States states = past.states(forms, wish.form(), wish.id(), who);
          Entry entry = PastEngine.entry(states, wish.version());
          var old = new OldValues(forms.get(wish.form()), forms.permissions().on(wish.form(), who));
          TodaysValues then = states.today(entry.version());
          ObjectNode now = states.today(Long.MAX_VALUE).values();
          old.take(then.values(), now, then.lost(), wish.fields());
          List<Outcome> outcomes = write(forms, wish, states.deleted(), old.patch(), who, origin);
          return outcomes.stream()
              .filter(o -> o.failed() && o.status() != Outcome.Status.NOT_DONE)
              .findFirst()
              .orElseGet(outcomes::getLast);
        });
  }

  private List<Outcome> write(
      Forms forms, Wish wish, boolean deleted, ObjectNode patch, Identity who, Origin origin) {
    var changes = new ArrayList<Change>();
    if (deleted) {
      changes.add(Change.restore(wish.id(), wish.seen()).noting(wish.note()));
    }
    // nobody can come between the two
    Long seen = deleted ? null : wish.seen();
    changes.add(Change.update(wish.id(), seen, patch).noting(wish.note()));
    return records.write(
        forms, new Batch(wish.form(), changes, Batch.Mode.ALL_OR_NOTHING, who, origin));
  }
}
