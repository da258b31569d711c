package dev.nacre.connector.file;

import dev.nacre.connector.DropKind;
import dev.nacre.connector.Payload;
import dev.nacre.event.Finding;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.transfer.CsvFile;
import dev.nacre.record.transfer.CsvFormat;
import dev.nacre.record.transfer.FileLine;
import dev.nacre.record.transfer.RowGroups;
import dev.nacre.record.transfer.UnreadableFileException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads files that people drop in: each row, or each group of rows, is a payload. */
@Singleton
public final class FileConnector implements DropKind<FileConnector.Settings> {
  private static final int LINES_NAMED = 100;

  /**
   * How the file is written.
   *
   * @param format null means {@code csv}
   * @param delimiter one character; null means that it is found out
   * @param encoding such as {@code UTF-8} or {@code GB18030}; null means that it is found out
   * @param header whether the first line names the columns; null means yes
   * @param groupBy columns: rows with the same values there are one payload, wherever they stand
   * @param zone of times that name none; null means the app's
   */
  public record Settings(
      @Nullable Format format,
      @Nullable String delimiter,
      @Nullable String encoding,
      @Nullable Boolean header,
      @Nullable List<String> groupBy,
      @Nullable String zone) {

    /** The columns to group by; empty means that each row is a payload. */
    List<String> groups() {
      return groupBy == null ? List.of() : groupBy;
    }

    CsvFormat csv() {
      return new CsvFormat(
          delimiter == null ? null : delimiter.charAt(0),
          encoding == null ? null : Charset.forName(encoding),
          header == null || header);
    }
  }

  /** The formats there are. */
  public enum Format {
    CSV
  }

  @Override
  public String id() {
    return "file";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public void check(Settings settings, String pointer, Problems problems) {
    String delimiter = settings.delimiter();
    if (delimiter != null && (delimiter.length() != 1 || "\"\r\n".contains(delimiter))) {
      problems.add(pointer + "/delimiter", "delimiter_invalid", delimiter);
    }
    if (settings.encoding() != null && !known(settings.encoding())) {
      problems.add(pointer + "/encoding", "encoding_unknown", settings.encoding());
    }
    if (settings.zone() != null) {
      try {
        ZoneId.of(settings.zone());
      } catch (DateTimeException e) {
        problems.add(pointer + "/zone", "connector_zone_unknown", settings.zone());
      }
    }
  }

  private static boolean known(String encoding) {
    try {
      return Charset.forName(encoding).canEncode();
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return false;
    }
  }

  @Override
  public ZoneId zone(Settings settings, ZoneId app) {
    return settings.zone() == null ? app : ZoneId.of(settings.zone());
  }

  @Override
  public void read(Settings settings, Path file, Sink sink) {
    try (CsvFile csv = CsvFile.open(file, settings.csv())) {
      RowGroups groups = new RowGroups(csv.columns(), settings.groups());
      boolean grouped = !settings.groups().isEmpty();
      boolean going = true;
      while (going && csv.hasNext()) {
        sink.row();
        switch (csv.next()) {
          case FileLine.Row row when grouped -> groups.add(row);
          case FileLine.Row row -> {
            Map<String, String> where = Map.of("lines", String.valueOf(row.line()));
            going = sink.add(Payload.of(RowPayload.of(csv.columns(), row), where));
          }
          case FileLine.Broken broken -> going = sink.add(broken(broken));
        }
      }
      for (List<FileLine.Row> group : groups.groups()) {
        going = going && sink.add(Payload.of(RowPayload.of(csv.columns(), group), lines(group)));
      }
    } catch (IOException e) {
      throw UnreadableFileException.of("csv_unreadable", e.toString());
    }
  }

  private static Payload broken(FileLine.Broken broken) {
    Problem problem = new Problem(null, "", broken.problem().code(), broken.problem().args());
    return Payload.broken(
        broken.text().getBytes(StandardCharsets.UTF_8),
        Map.of("lines", String.valueOf(broken.line())),
        List.of(new Finding(null, null, problem)));
  }

  private static Map<String, String> lines(List<FileLine.Row> group) {
    return Map.of(
        "lines",
        group.stream()
            .limit(LINES_NAMED)
            .map(row -> String.valueOf(row.line()))
            .collect(Collectors.joining(",")));
  }
}
