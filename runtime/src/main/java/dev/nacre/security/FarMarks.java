package dev.nacre.security;

import dev.nacre.expression.Shape;
import dev.nacre.expression.ValueType;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Marks of names whose values are found elsewhere: who may not see them there, doesn't see them
 * here; what is covered there, is covered here.
 */
final class FarMarks {
  private final Function<String, FormAccess> access;

  /**
   * For one combination of roles.
   *
   * @param access what they may do with a form, by its own marks
   */
  FarMarks(Function<String, FormAccess> access) {
    this.access = access;
  }

  /** The access with what follows from other forms. */
  FormAccess on(Shape shape, FormAccess own) {
    FormAccess marked = mark(shape, own);
    Map<String, FormAccess> tables = new HashMap<>(marked.tables());
    for (Shape.Name name : shape.names()) {
      Shape lines = name.type() == ValueType.LINES ? name.target() : null;
      if (lines != null && lines.names().stream().anyMatch(Shape.Name::derived)) {
        tables.put(name.id(), mark(lines, own.in(name.id())));
      }
    }
    return new FormAccess(
        marked.allowed(), marked.hidden(), marked.masked(), marked.readOnly(), Map.copyOf(tables));
  }

  private FormAccess mark(Shape shape, FormAccess own) {
    Set<String> hidden = new HashSet<>(own.hidden());
    Set<String> masked = new HashSet<>(own.masked());
    Set<String> readOnly = new HashSet<>(own.readOnly());
    for (Shape.Name name : shape.names()) {
      if (name.sources().stream().anyMatch(this::hides)) {
        hidden.add(name.id());
        masked.remove(name.id());
      } else if (!hidden.contains(name.id()) && name.sources().stream().anyMatch(this::masks)) {
        masked.add(name.id());
        readOnly.add(name.id());
      }
    }
    return new FormAccess(
        own.allowed(), Set.copyOf(hidden), Set.copyOf(masked), Set.copyOf(readOnly), own.tables());
  }

  private boolean hides(Shape.Source source) {
    FormAccess there = access.apply(source.form());
    return !there.may(Action.READ)
        || there.hidden().contains(source.table() == null ? source.name() : source.table())
        || of(source, there).hidden().contains(source.name());
  }

  private boolean masks(Shape.Source source) {
    return of(source, access.apply(source.form())).masked().contains(source.name());
  }

  private static FormAccess of(Shape.Source source, FormAccess form) {
    return source.table() == null ? form : form.in(source.table());
  }
}
