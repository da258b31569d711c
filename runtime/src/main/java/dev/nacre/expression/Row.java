package dev.nacre.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of one record or line, by the index that its {@link Shape} gives each name. */
public interface Row {
  /** The value at that index, of the class that its type says; null when empty. */
  @Nullable Object get(int index);

  /** The record that the link at that index points to; null when empty or not loaded. */
  @Nullable Row linked(int index);

  /** The records that the links at that index point to, as far as they are there and loaded. */
  default List<? extends Row> several(int index) {
    return List.of();
  }
}
