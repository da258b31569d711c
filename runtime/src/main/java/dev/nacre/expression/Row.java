package dev.nacre.expression;

import org.jspecify.annotations.Nullable;

/** The values of one record or line, by the index that its {@link Shape} gives each name. */
public interface Row {
  /** The value at that index, of the class that its type says; null when empty. */
  @Nullable Object get(int index);

  /** The record that the link at that index points to; null when empty or not loaded. */
  @Nullable Row linked(int index);
}
