package dev.nacre.workflow;

import dev.nacre.expression.Row;
import dev.nacre.expression.Shape;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.StoredRecord;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a step goes over, one by one: the lines of a table of the workflow's record, which its block
 * names {@code line}, or records that a question finds, which it names {@code item}.
 */
public final class Items {
  private static final String LINE = "line";

  /** The name of a record that a block is run for. */
  static final String ITEM = "item";

  private final @Nullable Field table;
  private final Form form;
  private final RowWith shape;
  private final Set<String> crosses = ConcurrentHashMap.newKeySet();

  private Items(@Nullable Field table, Form form, RowWith shape) {
    this.table = table;
    this.form = form;
    this.shape = shape;
  }

  /** The lines of a table, whose names come to those of a row. */
  static Items lines(Field table, Form lines, @Nullable Shape row) {
    return new Items(table, lines, new RowWith(row, LINE, lines));
  }

  /** Records of a form, whose names come to those of a row. */
  static Items records(Form form, @Nullable Shape row) {
    return new Items(null, form, new RowWith(row, ITEM, form));
  }

  /** The table whose lines they are; null for records. */
  @Nullable Field table() {
    return table;
  }

  /** What the block calls one of them. */
  String name() {
    return table == null ? ITEM : LINE;
  }

  /** The names within the block. */
  RowWith shape() {
    return shape;
  }

  /** Whether they are records of their own. */
  boolean ownRecords() {
    return table == null;
  }

  /** The form of the records, or the lines' own. */
  Form form() {
    return form;
  }

  /** The links of records that the block crosses. */
  Set<String> crosses() {
    return Set.copyOf(crosses);
  }

  /**
   * A link that the block crosses, if it begins at one of these.
   *
   * @return as it is to be loaded with the workflow's record; null when it isn't
   */
  @Nullable String crossed(String link) {
    String start = name() + ".";
    if (!link.equals(name()) && !link.startsWith(start)) {
      return link;
    }
    String rest = link.equals(name()) ? "" : link.substring(start.length());
    if (table != null) {
      return rest.isEmpty() ? table.id() : table.id() + "." + rest;
    }
    if (!rest.isEmpty()) {
      crosses.add(rest);
    }
    return null;
  }

  /** The line with that id; null when it is gone. */
  @Nullable StoredRecord line(@Nullable StoredRecord record, UUID id) {
    return record == null || table == null
        ? null
        : record.lines(table.index()).stream()
            .filter(line -> line.id().equals(id))
            .findFirst()
            .orElse(null);
  }

  /** A row, and one of them. */
  Row with(@Nullable Row row, @Nullable StoredRecord one) {
    return shape.with(row, one);
  }
}
