package dev.nacre.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of SQL with its parameters. The text is only ever put together from constants of this
 * code and identifiers quoted by {@link Identifiers}; whatever a person wrote is a parameter.
 *
 * @param text with one {@code ?} per parameter
 * @param parameters JDBC values, in order
 */
public record Sql(String text, List<@Nullable Object> parameters) {

  /** A piece without parameters. */
  public static Sql of(String text) {
    return new Sql(text, List.of());
  }

  /** A piece with parameters. */
  public static Sql of(String text, @Nullable Object... parameters) {
    return new Sql(text, java.util.Arrays.asList(parameters));
  }

  /**
   * That a column holds one of these ids. One alone is compared: that is planned once, a list anew
   * each time it is asked for.
   */
  public static Sql in(String column, UUID[] ids) {
    return ids.length == 1 ? of(column + " = ?", ids[0]) : of(column + " = any(?)", (Object) ids);
  }

  /** Pieces with a constant between them. */
  public static Sql join(String between, List<Sql> parts) {
    var texts = new ArrayList<String>();
    var all = new ArrayList<@Nullable Object>();
    for (Sql part : parts) {
      texts.add(part.text());
      all.addAll(part.parameters());
    }
    return new Sql(String.join(between, texts), all);
  }

  /** This, then that. */
  public Sql then(Sql next) {
    if (next.parameters.isEmpty()) {
      return then(next.text);
    }
    if (parameters.isEmpty()) {
      return new Sql(text + next.text, next.parameters);
    }
    var all = new ArrayList<@Nullable Object>(parameters);
    all.addAll(next.parameters);
    return new Sql(text + next.text, all);
  }

  /** This, then constant text. */
  public Sql then(String next) {
    return new Sql(text + next, parameters);
  }
}
