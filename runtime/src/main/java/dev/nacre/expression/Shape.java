package dev.nacre.expression;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The names of a form or a table, with their types and columns. System fields ({@code id version
 * createdAt createdBy updatedAt updatedBy}) are among them.
 */
public interface Shape {
  /** The form's or table's id, for messages. */
  String id();

  /** The quoted SQL name, schema included. */
  String table();

  /** The name with that id. */
  Optional<? extends Name> name(String id);

  /** Every name. */
  Collection<? extends Name> names();

  /**
   * Whether a field is meant by a name that isn't known, but whose definition is broken: that is
   * told there, and nothing is said where it is used.
   */
  default boolean doubts(String name) {
    return false;
  }

  /** One name. */
  interface Name {
    /** As written in expressions and record JSON. */
    String id();

    /** Where {@link Row#get} finds the value. */
    int index();

    /** What the value is. */
    ValueType type();

    /** The quoted SQL column; for LINES the column of the child table that points to its record. */
    String column();

    /** For LINK the far form, for LINES the lines' own shape; null otherwise. */
    @Nullable Shape target();
  }
}
