package dev.nacre.expression;

import dev.nacre.storage.Sql;
import java.util.Collection;
import java.util.List;
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

    /** For SEVERAL links the far form; null otherwise. */
    default @Nullable Shape many() {
      return null;
    }

    /**
     * For SEVERAL, whether the texts are the steps of a way, so that their order says something.
     */
    default boolean steps() {
      return false;
    }

    /** Whether its value is found elsewhere whenever it is asked for; then it has no column. */
    default boolean derived() {
      return false;
    }

    /**
     * The names to follow to the value, links but the last. A name that shows what another record
     * says leads there; any other stands alone.
     */
    default List<? extends Name> path() {
      return List.of(this);
    }

    /**
     * The value in SQL.
     *
     * @param alias of the row that has the name, already safe
     * @param scope for {@code user app now}
     * @param visible which far records count
     */
    default Sql sql(String alias, Scope scope, Visible visible) {
      return Sql.of(alias + "." + column());
    }

    /** What tells the value of a derived name, so that who may not see it may not see this. */
    default List<Source> sources() {
      return List.of();
    }
  }

  /**
   * A name of some form.
   *
   * @param table the table field whose lines have it; null when the form itself has it
   */
  record Source(String form, @Nullable String table, String name) {}
}
