package dev.nacre.expression;

import org.jspecify.annotations.Nullable;

/**
 * A compiled part with what is known of it.
 *
 * @param type null when it depends on the data
 * @param path where it comes from, when it is a name of a record
 * @param literal the value of a text literal, for functions that read it when compiled
 */
record Typed(Node node, @Nullable ValueType type, @Nullable Path path, @Nullable String literal) {
  /** Stands for a part that had a problem, so that the others are still checked. */
  static final Typed BROKEN = of(scope -> null, null);

  static Typed of(Node node, @Nullable ValueType type) {
    return new Typed(node, type, null, null);
  }

  static Typed constant(@Nullable Object value, @Nullable ValueType type) {
    return new Typed(scope -> value, type, null, value instanceof String s ? s : null);
  }

  @Nullable Object eval(Scope scope) {
    return node.eval(scope);
  }

  /** The type of a value that may be either. */
  static @Nullable ValueType either(Typed a, Typed b) {
    return a.type() == b.type() ? a.type() : null;
  }
}
