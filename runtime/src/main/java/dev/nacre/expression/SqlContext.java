package dev.nacre.expression;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Where in a statement a condition is being written. */
final class SqlContext {
  private final String alias;
  private final @Nullable String parent;
  private final Scope scope;
  private final int[] aliases;

  SqlContext(String alias, Scope scope) {
    this(alias, null, scope, new int[1]);
  }

  private SqlContext(String alias, @Nullable String parent, Scope scope, int[] aliases) {
    this.alias = alias;
    this.parent = parent;
    this.scope = scope;
    this.aliases = aliases;
  }

  /** Within the lines of the table whose alias is given. */
  SqlContext within(String lines) {
    return new SqlContext(lines, alias, scope, aliases);
  }

  /** The table whose names are bare. */
  String alias() {
    return alias;
  }

  /** The record around the lines. */
  String parent() {
    if (parent == null) {
      throw new IllegalStateException("not within a table");
    }
    return parent;
  }

  /** For {@code user app now} and the zone. */
  Scope scope() {
    return scope;
  }

  /** An alias that nothing else of this statement's condition has. */
  String nextAlias() {
    return alias + "_" + ++aliases[0];
  }

  /**
   * A zone as PostgreSQL's {@code AT TIME ZONE} wants it: names are the same, offsets are POSIX,
   * which counts westwards.
   */
  static String zone(ZoneId zone) {
    if (zone.normalized() instanceof ZoneOffset offset) {
      int seconds = offset.getTotalSeconds();
      return "UTC%s%02d:%02d:%02d"
          .formatted(
              seconds > 0 ? "-" : "+",
              Math.abs(seconds) / 3600,
              Math.abs(seconds) / 60 % 60,
              Math.abs(seconds) % 60);
    }
    return zone.getId();
  }
}
