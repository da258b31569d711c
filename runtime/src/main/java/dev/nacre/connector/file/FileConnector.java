package dev.nacre.connector.file;

import dev.nacre.connector.Payload;
import dev.nacre.connector.WatchKind;
import dev.nacre.event.Finding;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.transfer.CsvFormat;
import dev.nacre.record.transfer.FileFormat;
import dev.nacre.record.transfer.FileLine;
import dev.nacre.record.transfer.RowFile;
import dev.nacre.record.transfer.RowGroups;
import dev.nacre.record.transfer.UnreadableFileException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads files that people drop in, or others put into a folder: each row, or each group of rows, is
 * a payload.
 */
@Singleton
public final class FileConnector implements WatchKind<FileConnector.Settings> {
  private static final int LINES_NAMED = 100;
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration SETTLED = Duration.ofSeconds(30);

  /**
   * How the file is written.
   *
   * @param format null means that it is found out
   * @param delimiter one character; null means that it is found out
   * @param encoding such as {@code UTF-8} or {@code GB18030}; null means that it is found out
   * @param header whether the first line names the columns; null means yes
   * @param groupBy columns: rows with the same values there are one payload, wherever they stand
   * @param zone of times that name none; null means the app's
   * @param sheet of a workbook, by name; null means the first that people see
   * @param folder where others put files; null means that people drop them in
   * @param pattern which files of the folder; null means all of them
   * @param every how often it is looked into; null means every minute
   * @param settled a file that was changed later than that isn't taken yet; null means 30 seconds
   * @param archive the folder in it for files that were read; null means {@code archive}
   * @param errors the folder in it for files that can't be; null means {@code errors}
   */
  public record Settings(
      @Nullable Format format,
      @Nullable String delimiter,
      @Nullable String encoding,
      @Nullable Boolean header,
      @Nullable List<String> groupBy,
      @Nullable String zone,
      @Nullable String sheet,
      @Nullable String folder,
      @Nullable String pattern,
      @Nullable Duration every,
      @Nullable Duration settled,
      @Nullable String archive,
      @Nullable String errors) {

    String names() {
      return pattern == null ? "*" : pattern;
    }

    /** The columns to group by; empty means that each row is a payload. */
    List<String> groups() {
      return groupBy == null ? List.of() : groupBy;
    }

    FileFormat file() {
      return new FileFormat(csv(), sheet, format == Format.XLSX);
    }

    private CsvFormat csv() {
      return new CsvFormat(
          delimiter == null ? null : delimiter.charAt(0),
          encoding == null ? null : Charset.forName(encoding),
          header == null || header);
    }
  }

  /** The formats there are. */
  public enum Format {
    CSV,
    XLSX
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
    folder(settings, pointer, problems);
    if (settings.zone() != null) {
      try {
        ZoneId.of(settings.zone());
      } catch (DateTimeException e) {
        problems.add(pointer + "/zone", "connector_zone_unknown", settings.zone());
      }
    }
  }

  private static void folder(Settings settings, String pointer, Problems problems) {
    name(settings.archive(), pointer + "/archive", problems);
    name(settings.errors(), pointer + "/errors", problems);
    if (settings.every() != null && settings.every().compareTo(SHORTEST) < 0) {
      problems.add(pointer + "/every", "every_too_short", settings.every(), SHORTEST);
    }
    try {
      FileSystems.getDefault().getPathMatcher("glob:" + settings.names());
    } catch (PatternSyntaxException e) {
      problems.add(pointer + "/pattern", "folder_pattern_invalid", settings.names());
    }
  }

  private static void name(@Nullable String name, String pointer, Problems problems) {
    if (name != null && (name.startsWith(".") || !name.matches("[^/\\\\\0]{1,80}"))) {
      problems.add(pointer, "folder_name_invalid", name);
    }
  }

  @Override
  public @Nullable Watch watch(Settings settings) {
    return settings.folder() == null
        ? null
        : new Watch(
            settings.folder(),
            settings.names(),
            settings.every() == null ? EVERY : settings.every(),
            settings.settled() == null ? SETTLED : settings.settled(),
            settings.archive() == null ? "archive" : settings.archive(),
            settings.errors() == null ? "errors" : settings.errors());
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
    try (RowFile rows = RowFile.open(file, settings.file())) {
      RowGroups groups = new RowGroups(rows.columns(), settings.groups());
      boolean grouped = !settings.groups().isEmpty();
      boolean going = true;
      while (going && rows.hasNext()) {
        sink.row();
        switch (rows.next()) {
          case FileLine.Row row when grouped -> groups.add(row);
          case FileLine.Row row -> {
            Map<String, String> where = Map.of("lines", String.valueOf(row.line()));
            going = sink.add(Payload.of(RowPayload.of(rows.columns(), row), where));
          }
          case FileLine.Broken broken -> going = sink.add(broken(broken));
        }
      }
      for (List<FileLine.Row> group : groups.groups()) {
        going = going && sink.add(Payload.of(RowPayload.of(rows.columns(), group), lines(group)));
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
