package dev.nacre.app;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The seed rows of one form, as their file has them.
 *
 * @param rows field id to cell, blank cells left out
 */
record SeedFile(String form, List<String> header, List<Map<String, String>> rows) {

  /** Where it stands in the app. */
  String path() {
    return path(form);
  }

  private static String path(String form) {
    return "data/" + form + ".csv";
  }

  static Optional<SeedFile> read(String form, String csv, Problems problems) {
    var rows = new ArrayList<Map<String, String>>();
    List<String> header = List.of();
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().skipEmptyLines(true).ofNamedCsvRecord(withoutMark(csv))) {
      for (NamedCsvRecord row : reader) {
        header = row.getHeader();
        var cells = new LinkedHashMap<String, String>();
        row.getFieldsAsMap()
            .forEach(
                (field, cell) -> {
                  if (!cell.isBlank()) {
                    cells.put(field, cell);
                  }
                });
        rows.add(cells);
      }
    } catch (java.io.IOException | RuntimeException e) {
      problems.add(Problem.at("", "seed_unreadable", e.getMessage()).in(path(form)));
      return Optional.empty();
    }
    return Optional.of(new SeedFile(form, header, rows));
  }

  /** Spreadsheet programs put a byte order mark first. */
  private static String withoutMark(String csv) {
    return csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
  }
}
