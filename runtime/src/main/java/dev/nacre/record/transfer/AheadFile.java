package dev.nacre.record.transfer;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A table in a file that is read one row ahead, since only reading tells whether there is one. */
abstract sealed class AheadFile implements RowFile permits CsvFile, XlsxFile {
  private @Nullable FileLine next;

  /** The next row; null at the end. */
  abstract @Nullable FileLine read();

  /** Gives that row first, which was read already. */
  final void begin(FileLine line) {
    next = line;
  }

  @Override
  public final boolean hasNext() {
    if (next == null) {
      next = read();
    }
    return next != null;
  }

  @Override
  public final FileLine next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    FileLine line = next;
    next = null;
    return line;
  }
}
