package dev.nacre.storage;

import java.util.ArrayList;
import java.util.List;
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
    return join("", List.of(this, next));
  }

  /** This, then constant text. */
  public Sql then(String next) {
    return new Sql(text + next, parameters);
  }
}
