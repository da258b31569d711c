package dev.nacre.record.transfer;

import org.jspecify.annotations.Nullable;

/**
 * How a file is to be read.
 *
 * @param csv for text
 * @param sheet of a workbook, by name; null means the first that people see
 * @param workbook whether it was called a workbook, so that a text under that name is refused
 */
public record FileFormat(CsvFormat csv, @Nullable String sheet, boolean workbook) {
  /** Everything is found out; the first line names the columns. */
  public static final FileFormat AUTOMATIC = new FileFormat(CsvFormat.AUTOMATIC, null, false);

  /** Text as that format says. */
  public static FileFormat of(CsvFormat csv) {
    return new FileFormat(csv, null, false);
  }

  /** The same file, called so by its owner. */
  public FileFormat named(@Nullable String fileName) {
    boolean called =
        fileName != null && fileName.toLowerCase(java.util.Locale.ROOT).matches(".*\\.xls[xm]");
    return new FileFormat(csv, sheet, workbook || called);
  }
}
