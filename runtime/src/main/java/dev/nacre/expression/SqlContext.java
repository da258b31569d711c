package dev.nacre.expression;

import org.jspecify.annotations.Nullable;

/** Where in a statement a condition is being written. */
final class SqlContext {
  private final String alias;
  private final @Nullable String parent;
  private final Scope scope;
  private final int[] aliases;

  private final Visible visible;

  SqlContext(String alias, Scope scope, Visible visible) {
    this(alias, null, scope, visible, new int[1]);
  }

  private SqlContext(
      String alias, @Nullable String parent, Scope scope, Visible visible, int[] aliases) {
    this.visible = visible;
    this.alias = alias;
    this.parent = parent;
    this.scope = scope;
    this.aliases = aliases;
  }

  /** Within the lines of the table whose alias is given. */
  SqlContext within(String lines) {
    return new SqlContext(lines, alias, scope, visible, aliases);
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

  /** Which far records there are. */
  Visible visible() {
    return visible;
  }

  /** For {@code user app now} and the zone. */
  Scope scope() {
    return scope;
  }

  /** An alias that nothing else of this statement's condition has. */
  String nextAlias() {
    return alias + "_" + ++aliases[0];
  }
}
