package dev.nacre.record.hold;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Field;
import dev.nacre.record.StoredRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The numbers of one locked record while several holders take from them and give back. */
final class Shelf {
  private final Pool pool;
  private final StoredRecord record;
  private final Pool.Counts counts;
  private final BigDecimal least;

  /** In the order in which they are taken from; by the record's own id when it has no lots. */
  private final Map<UUID, Cell> cells = new LinkedHashMap<>();

  private Map<UUID, Amounts> marked = Map.of();

  /** Two numbers. */
  private record Amounts(BigDecimal from, BigDecimal to) {}

  private static final class Cell {
    final StoredRecord row;
    final boolean open;
    final Amounts before;
    Amounts now;

    Cell(StoredRecord row, boolean open, Amounts amounts) {
      this.row = row;
      this.open = open;
      this.before = amounts;
      this.now = amounts;
    }
  }

  /** So much of one lot, or of the record. */
  record Taken(@Nullable UUID lot, @Nullable String title, BigDecimal quantity) {}

  Shelf(Pool pool, StoredRecord record, Scope scope) {
    this.pool = pool;
    this.record = record;
    Pool.Lots lots = pool.lots();
    List<StoredRecord> lines = lots == null ? List.of() : record.lines(lots.table().index());
    if (lots == null || lines.isEmpty()) {
      counts = pool.counts();
      cells.put(record.id(), new Cell(record, true, amounts(record)));
    } else {
      counts = lots.counts();
      CompiledCondition where = lots.where();
      for (StoredRecord line : inOrder(lines, lots.first())) {
        boolean open = where == null || where.test(scope.line(line, record));
        cells.put(line.id(), new Cell(line, open, amounts(line)));
      }
    }
    least = Pool.least(counts.from());
  }

  private Amounts amounts(StoredRecord row) {
    Field to = counts.to();
    return new Amounts(number(row, counts.from()), to == null ? BigDecimal.ZERO : number(row, to));
  }

  private static BigDecimal number(StoredRecord row, Field field) {
    return row.get(field.index()) instanceof BigDecimal number ? number : BigDecimal.ZERO;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static List<StoredRecord> inOrder(List<StoredRecord> lots, @Nullable Field first) {
    if (first == null) {
      return lots;
    }
    // the sort is stable: what is equal stays in the order of the lines
    return lots.stream()
        .sorted(
            Comparator.comparing(
                row -> (Comparable) row.get(first.index()),
                Comparator.nullsLast(Comparator.naturalOrder())))
        .toList();
  }

  StoredRecord record() {
    return record;
  }

  /** How much there is to take. */
  BigDecimal there() {
    return cells.values().stream()
        .filter(cell -> cell.open)
        .map(this::free)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal free(Cell cell) {
    return cell.now.from().subtract(least).max(BigDecimal.ZERO);
  }

  /**
   * Takes so much: from the first lot that has all of it, so that one parcel isn't picked from two,
   * or else from one after another.
   *
   * @return nothing when there isn't enough
   */
  List<Taken> take(BigDecimal quantity) {
    if (there().compareTo(quantity) < 0) {
      return List.of();
    }
    for (Cell cell : cells.values()) {
      if (cell.open && free(cell).compareTo(quantity) >= 0) {
        return List.of(take(cell, quantity));
      }
    }
    var taken = new ArrayList<Taken>();
    BigDecimal left = quantity;
    for (Cell cell : cells.values()) {
      BigDecimal some = cell.open ? free(cell).min(left) : BigDecimal.ZERO;
      if (some.signum() > 0) {
        taken.add(take(cell, some));
        left = left.subtract(some);
      }
    }
    return taken;
  }

  private Taken take(Cell cell, BigDecimal quantity) {
    move(cell, quantity.negate(), quantity);
    boolean lot = cell.row != record;
    return new Taken(lot ? cell.row.id() : null, lot ? title(cell.row) : null, quantity);
  }

  /** Lines have no title of their own: the first text says which it is. */
  private static String title(StoredRecord line) {
    return line.form().fields().stream()
        .map(field -> line.get(field.index()))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .findFirst()
        .orElse("");
  }

  /** Puts back what was taken; false when there is no such lot any more. */
  boolean give(Hold hold) {
    return end(hold, hold.quantity());
  }

  /** Takes away for good what is held; false when there is no such lot any more. */
  boolean use(Hold hold) {
    return end(hold, BigDecimal.ZERO);
  }

  private boolean end(Hold hold, BigDecimal back) {
    Cell cell = cells.get(hold.lot() == null ? record.id() : hold.lot());
    if (cell == null) {
      return false;
    }
    Field to = counts.to();
    if (to != null && cell.now.to().subtract(hold.quantity()).compareTo(Pool.least(to)) < 0) {
      throw new HoldRefusedException(
          List.of(
              Problem.at(
                  "",
                  "hold_more_than_counted",
                  record.title(),
                  hold.quantity().toPlainString(),
                  cell.now.to().toPlainString(),
                  to.definition().title().in(java.util.Locale.ENGLISH),
                  to.definition().title().in(java.util.Locale.CHINESE))));
    }
    move(cell, back, hold.quantity().negate());
    return true;
  }

  private static void move(Cell cell, BigDecimal from, BigDecimal to) {
    cell.now = new Amounts(cell.now.from().add(from), cell.now.to().add(to));
  }

  /** Remembers how it stands. */
  void mark() {
    var amounts = new HashMap<UUID, Amounts>();
    cells.forEach((id, cell) -> amounts.put(id, cell.now));
    marked = amounts;
  }

  /** Stands as when it was marked. */
  void reset() {
    marked.forEach((id, amounts) -> cells.get(id).now = amounts);
  }

  /** What is to be written, as record JSON; empty when nothing differs. */
  ObjectNode change() {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    cells.forEach(
        (id, cell) -> {
          if (differs(cell.before.from(), cell.now.from())
              || differs(cell.before.to(), cell.now.to())) {
            Pool.Lots lots = pool.lots();
            boolean lot = cell.row != record && lots != null;
            write(
                cell,
                lot ? data.withObjectProperty(lots.table().id()).putObject(id.toString()) : data);
          }
        });
    return data;
  }

  private static boolean differs(BigDecimal one, BigDecimal other) {
    return one.compareTo(other) != 0;
  }

  private void write(Cell cell, ObjectNode row) {
    set(row, counts.from(), cell.now.from());
    Field to = counts.to();
    if (to != null) {
      set(row, to, cell.now.to());
    }
  }

  private static void set(ObjectNode row, Field field, BigDecimal value) {
    row.set(field.id(), field.fieldType().write(value, field.settings()));
  }
}
