package dev.nacre.expression;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The names that an expression may use, checked when it is compiled.
 *
 * @param shape bare names and {@code record.…}; null where there is no record
 * @param hasOld whether {@code old.…}, {@code changed} and {@code changed_to} may be used
 * @param parent within a table, the shape of the record around it; null elsewhere
 * @param trees the roots of JSON trees that may be used ({@code source steps input}); where what
 *     stands directly below one is known, each of those, too ({@code steps.pay})
 * @param scripts whether {@code {"js": …}} is allowed
 * @param forms finds the shape of a form by id, for {@code lookup}; gives null for an unknown id
 */
public record Names(
    @Nullable Shape shape,
    boolean hasOld,
    @Nullable Shape parent,
    Set<String> trees,
    boolean scripts,
    Function<String, @Nullable Shape> forms) {

  /** Only a record's own names. */
  public static Names of(Shape shape, Function<String, @Nullable Shape> forms) {
    return new Names(shape, false, null, Set.of(), false, forms);
  }

  /** No record at all: only {@code user app now}. */
  public static Names none(Function<String, @Nullable Shape> forms) {
    return new Names(null, false, null, Set.of(), false, forms);
  }

  /** The same names, and {@code old}. */
  public Names withOld() {
    return new Names(shape, true, parent, trees, scripts, forms);
  }

  /** The same names, and these trees. */
  public Names withTrees(Set<String> roots) {
    return new Names(shape, hasOld, parent, roots, scripts, forms);
  }

  /** The same, for another shape. */
  Names of(Shape other) {
    return new Names(other, false, null, trees, scripts, forms);
  }

  /** Within a table of the shape: the lines' names, and the record's as {@code record.…}. */
  public Names within(Shape lines) {
    return new Names(lines, false, shape, trees, scripts, forms);
  }
}
