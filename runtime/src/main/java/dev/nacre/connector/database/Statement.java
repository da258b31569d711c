package dev.nacre.connector.database;

import dev.nacre.connector.Preparation;
import dev.nacre.connector.database.DatabaseConnector.Engine;
import dev.nacre.connector.database.DatabaseConnector.OperationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is read, with a place for each value: values never become part of the text.
 *
 * @param text with {@code ?}
 * @param names what is bound there, in order
 */
record Statement(String text, List<String> names) {
  static final String SINCE = "since";
  static final String UNTIL = "until";

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]{0,63}");
  private static final Pattern TABLE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_$]{0,63}(\\.[A-Za-z_][A-Za-z0-9_$]{0,63})?");

  // a name after a colon, but not within quotes, and not the second of two colons
  private static final Pattern PLACE =
      Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|`[^`]*`|::|:([A-Za-z_][A-Za-z0-9_]*)");

  private static final Pattern QUERY = Pattern.compile("(?is)\\s*(select|with)\\b[^;]*");

  /** Whether only what changed within a window is read. */
  boolean windowed() {
    return names.contains(SINCE);
  }

  static @Nullable Statement ofTable(
      Engine engine, OperationSettings operation, Preparation preparation) {
    String table = Objects.requireNonNull(operation.table());
    boolean fine = named(TABLE, table, "/table", preparation);
    List<String> columns = operation.columns() == null ? List.of() : operation.columns();
    for (int i = 0; i < columns.size(); i++) {
      fine &= named(NAME, columns.get(i), "/columns/" + i, preparation);
    }
    String watermark = operation.watermark();
    if (watermark != null) {
      fine &= named(NAME, watermark, "/watermark", preparation);
    }
    if (!fine) {
      return null;
    }
    String quote = engine == Engine.POSTGRESQL ? "\"" : "`";
    String what =
        columns.isEmpty()
            ? "*"
            : String.join(", ", columns.stream().map(c -> quote + c + quote).toList());
    String from = quote + table.replace(".", quote + "." + quote) + quote;
    String all = "SELECT " + what + " FROM " + from;
    if (watermark == null) {
      return new Statement(all, List.of());
    }
    String mark = quote + watermark + quote;
    return new Statement(
        all + " WHERE " + mark + " >= ? AND " + mark + " <= ? ORDER BY " + mark,
        List.of(SINCE, UNTIL));
  }

  private static boolean named(Pattern pattern, String name, String at, Preparation preparation) {
    boolean fine = pattern.matcher(name).matches();
    if (!fine) {
      preparation.problem(at, "database_not_a_name", name);
    }
    return fine;
  }

  static @Nullable Statement ofQuery(
      OperationSettings operation, Set<String> parameters, Preparation preparation) {
    String query = Objects.requireNonNull(operation.query());
    if (!QUERY.matcher(query).matches()) {
      preparation.problem("/query", "database_not_a_query");
      return null;
    }
    var names = new ArrayList<String>();
    var text = new StringBuilder();
    Matcher place = PLACE.matcher(query);
    while (place.find()) {
      String name = place.group(1);
      if (name == null) {
        place.appendReplacement(text, Matcher.quoteReplacement(place.group()));
        continue;
      }
      if (!name.equals(SINCE) && !name.equals(UNTIL) && !parameters.contains(name)) {
        preparation.problem("/query", "database_parameter_unknown", name);
        return null;
      }
      names.add(name);
      place.appendReplacement(text, "?");
    }
    place.appendTail(text);
    if (operation.watermark() != null && !names.contains(SINCE)) {
      preparation.problem("/query", "database_watermark_unused");
      return null;
    }
    return new Statement(text.toString(), names);
  }
}
