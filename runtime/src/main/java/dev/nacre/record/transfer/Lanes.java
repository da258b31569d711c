package dev.nacre.record.transfer;

import dev.nacre.metadata.Problems;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Parts the rows of a file into lanes that can be written at the same time and come to the same as
 * one after the other: rows that may be one record, or of which one may be in the other's way, are
 * in one lane. The application works on one lane while the database does on another.
 */
final class Lanes {
  /** More would only wait for the same disk, and keep everybody else waiting. */
  private static final int MOST = 4;

  private final int count;
  private final Map<Integer, Field> apart;
  private final ZoneId zone;

  private Lanes(int count, Map<Integer, Field> apart, ZoneId zone) {
    this.count = count;
    this.apart = apart;
    this.zone = zone;
  }

  /**
   * The lanes of a file.
   *
   * @param key the fields by which a record is found again; empty when each row makes one
   * @param targets by column, where it goes
   * @param zone the app's time zone
   */
  static Lanes of(Form form, List<String> key, Map<Integer, Target> targets, ZoneId zone) {
    int most = Math.min(MOST, Runtime.getRuntime().availableProcessors());
    return of(form, key, targets, zone, most);
  }

  /** The same, at most so many. */
  static Lanes of(
      Form form, List<String> key, Map<Integer, Target> targets, ZoneId zone, int most) {
    boolean numbered = form.fields().stream().anyMatch(Lanes::numbered);
    boolean within = targets.values().stream().anyMatch(to -> form.equals(to.field().linked()));
    // numbers are given in the order of the file, and a row may name one above it
    if (numbered || within) {
      return new Lanes(1, Map.of(), zone);
    }
    var groups = new ArrayList<List<String>>();
    form.unique().forEach(group -> groups.add(group.fields().stream().map(Field::id).toList()));
    if (!key.isEmpty()) {
      groups.add(key);
    }
    if (groups.isEmpty()) {
      return new Lanes(most, Map.of(), zone);
    }
    var apart = new LinkedHashMap<Integer, Field>();
    targets.forEach(
        (column, to) -> {
          // one record may be named by its id or its title: such cells don't keep rows apart
          if (to.table() == null
              && to.field().linked() == null
              && groups.stream().allMatch(group -> group.contains(to.field().id()))) {
            apart.put(column, to.field());
          }
        });
    return new Lanes(apart.isEmpty() ? 1 : most, apart, zone);
  }

  private static boolean numbered(Field field) {
    return !field.lines()
        && !field.derived()
        && field.fieldType().numbering(field.settings()) != null;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /**
   * Parts rows, in each lane in their order.
   *
   * @return for each lane the positions of its rows; no lane is empty
   */
  List<List<Integer>> part(List<RowGroup> groups) {
    var lanes = new ArrayList<List<Integer>>();
    for (int i = 0; i < count; i++) {
      lanes.add(new ArrayList<>());
    }
    for (int i = 0; i < groups.size(); i++) {
      int lane =
          apart.isEmpty()
              ? (int) ((long) i * count / groups.size())
              : Math.floorMod(value(groups.get(i)), count);
      lanes.get(lane).add(i);
    }
    lanes.removeIf(List::isEmpty);
    return lanes;
  }

  /** The same for all rows that say the same, however they spell it. */
  private int value(RowGroup group) {
    int hash = 1;
    for (Map.Entry<Integer, Field> one : apart.entrySet()) {
      String cell = ImportPlan.cell(group.first(), one.getKey());
      hash = 31 * hash + Objects.hashCode(read(one.getValue(), cell));
    }
    // neighbours in a file must not all go into one lane
    return (hash * 0x9E3779B9) >>> 16;
  }

  private @Nullable Object read(Field field, String cell) {
    Object value = cell.isBlank() ? null : field.readText(cell, zone, "", new Problems());
    return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
  }
}
