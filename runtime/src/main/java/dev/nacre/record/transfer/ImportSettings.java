package dev.nacre.record.transfer;

import java.util.List;
import java.util.Map;

/**
 * How a file goes into a form.
 *
 * @param mapping column name to field id; empty means that it is guessed from ids and labels
 * @param key fields by which a record is found again and updated; empty means that each row makes a
 *     new one
 * @param format how the file is written
 */
public record ImportSettings(Map<String, String> mapping, List<String> key, CsvFormat format) {
  /** Everything is found out, each row makes a record. */
  public static final ImportSettings AUTOMATIC =
      new ImportSettings(Map.of(), List.of(), CsvFormat.AUTOMATIC);

  /** Copies the parts. */
  public ImportSettings {
    mapping = Map.copyOf(mapping);
    key = List.copyOf(key);
  }
}
