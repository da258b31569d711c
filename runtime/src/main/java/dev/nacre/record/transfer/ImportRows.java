package dev.nacre.record.transfer;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of a file as what becomes one record each; what can't be read is told aside. */
final class ImportRows implements Iterator<RowGroup> {
  private final RowFile file;
  private final Consumer<FileLine> read;
  private final @Nullable Iterator<RowGroup> gathered;
  private final long records;
  private @Nullable RowGroup next;

  /**
   * Begins to read; reads everything where rows of one record may stand apart.
   *
   * @param read told of every line
   */
  ImportRows(RowFile file, ImportPlan plan, Consumer<FileLine> read) {
    this.file = file;
    this.read = read;
    if (plan.grouped()) {
      List<RowGroup> groups = gather(plan);
      gathered = groups.iterator();
      records = groups.size();
    } else {
      gathered = null;
      records = -1;
    }
  }

  private List<RowGroup> gather(ImportPlan plan) {
    var groups = new RowGroups(file.columns(), plan.groupBy());
    while (file.hasNext()) {
      FileLine line = file.next();
      read.accept(line);
      if (line instanceof FileLine.Row row) {
        groups.add(row);
      }
    }
    var all = new ArrayList<RowGroup>();
    groups.groups().forEach(rows -> all.add(new RowGroup(rows)));
    return all;
  }

  /** How many records there will be; null while unknown. */
  @Nullable Long expected() {
    return gathered == null ? file.expected() : Long.valueOf(records);
  }

  @Override
  public boolean hasNext() {
    if (gathered != null) {
      return gathered.hasNext();
    }
    while (next == null && file.hasNext()) {
      FileLine line = file.next();
      read.accept(line);
      if (line instanceof FileLine.Row row) {
        next = RowGroup.of(row);
      }
    }
    return next != null;
  }

  @Override
  public RowGroup next() {
    if (gathered != null) {
      return gathered.next();
    }
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    RowGroup group = next;
    next = null;
    return group;
  }
}
