package dev.nacre.record.transfer;

import dev.nacre.metadata.Problem;
import dev.nacre.record.Form;
import dev.nacre.record.Outcome;
import dev.nacre.record.StoredRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The unique values of the records that a dry run has made and undone, so that rows meet each other
 * in it however far apart they stand, as they do in the import.
 */
final class TriedKeys {
  /** Of more records than this it isn't remembered: it takes some 100 bytes each. */
  static final int MOST = 2_000_000;

  private final ImportPlan plan;
  private final Form form;

  /** Of what was undone: a number stands for what may be long texts. */
  private final Set<Long> undone = new HashSet<>();

  private final List<Long> now = new ArrayList<>();

  TriedKeys(ImportPlan plan, Form form) {
    this.plan = plan;
    this.form = form;
  }

  /** What became of a row, had everything stayed that was tried before. */
  ImportWriter.Result among(ImportWriter.Result result) {
    Outcome outcome = result.outcome();
    StoredRecord record = outcome == null ? null : outcome.after();
    if (outcome == null || record == null || outcome.status() != Outcome.Status.CREATED) {
      return result;
    }
    Long found = plan.finds() ? hash(-1, values(record, plan.key())) : null;
    if (found != null && undone.contains(found)) {
      // perhaps it says the same, and would change nothing: the values aren't remembered
      return new ImportWriter.Result(
          result.group(),
          new Outcome(Outcome.Status.UPDATED, outcome.id(), 2, List.of(), record),
          List.of());
    }
    var own = new ArrayList<Long>();
    for (int i = 0; i < form.unique().size(); i++) {
      Form.UniqueGroup group = form.unique().get(i);
      Long hash = hash(i, group.key(record));
      if (hash != null && undone.contains(hash)) {
        Problem taken = plan.located(result.group(), group.taken(record));
        return new ImportWriter.Result(result.group(), null, List.of(taken));
      }
      if (hash != null) {
        own.add(hash);
      }
    }
    if (found != null) {
      own.add(found);
    }
    now.addAll(own);
    return result;
  }

  /** What was tried since is undone. */
  void undone() {
    if (undone.size() + now.size() <= MOST) {
      undone.addAll(now);
    }
    now.clear();
  }

  private static List<@Nullable Object> values(StoredRecord record, List<String> fields) {
    var values = new ArrayList<@Nullable Object>();
    fields.forEach(field -> values.add(record.get(field)));
    return values;
  }

  /** Null when one of them is empty, which meets nobody. */
  private static @Nullable Long hash(int group, List<@Nullable Object> values) {
    long hash = group;
    for (Object value : values) {
      if (value == null) {
        return null;
      }
      String text =
          value instanceof BigDecimal number
              ? number.stripTrailingZeros().toPlainString()
              : value.toString();
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
      }
      // ended, and mixed well, so that neighbours don't meet
      hash = (hash ^ (hash >>> 31) ^ 0xFFFF) * 0x94D049BB133111EBL;
    }
    return hash ^ (hash >>> 29);
  }
}
