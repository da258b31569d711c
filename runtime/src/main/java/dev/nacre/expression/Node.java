package dev.nacre.expression;

import org.jspecify.annotations.Nullable;

/** A compiled part of a formula. */
@FunctionalInterface
interface Node {
  /** The value, of a class that {@link Values} knows; null when empty. */
  @Nullable Object eval(Scope scope);
}
