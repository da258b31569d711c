package dev.nacre.app;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  /** Every file of seed rows that can be read. */
  static List<SeedFile> all(CompiledApp app, Problems problems) {
    var files = new ArrayList<SeedFile>();
    app.documents().seeds().forEach((form, csv) -> read(form, csv, problems).ifPresent(files::add));
    return files;
  }

  private static Optional<SeedFile> read(String form, String csv, Problems problems) {
    var rows = new ArrayList<Map<String, String>>();
    List<String> header = List.of();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder().skipEmptyLines(true).ofCsvRecord(withoutMark(csv))) {
      for (CsvRecord row : reader) {
        if (header.isEmpty()) {
          header = row.getFields().stream().map(String::strip).toList();
          Set<String> seen = new HashSet<>();
          for (String column : header) {
            if (!seen.add(column)) {
              problems.add(Problem.at("", "seed_column_twice", column).in(path(form)));
              return Optional.empty();
            }
          }
          continue;
        }
        if (row.getFieldCount() > header.size()) {
          problems.add(
              Problem.at("/" + rows.size(), "seed_row_wide", row.getFieldCount(), header.size())
                  .in(path(form)));
          return Optional.empty();
        }
        var cells = new LinkedHashMap<String, String>();
        for (int i = 0; i < row.getFieldCount(); i++) {
          if (!row.getField(i).isBlank()) {
            cells.put(header.get(i), row.getField(i));
          }
        }
        rows.add(cells);
      }
    } catch (java.io.IOException | RuntimeException e) {
      problems.add(Problem.at("", "seed_unreadable").in(path(form)));
      return Optional.empty();
    }
    return Optional.of(new SeedFile(form, header, rows));
  }

  /** Spreadsheet programs put a byte order mark first. */
  private static String withoutMark(String csv) {
    return csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
  }
}
