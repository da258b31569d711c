package dev.nacre.rest;

import dev.nacre.metadata.Problems;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code expand} and {@code fields}, which name fields of a form. */
final class Expansions {
  private Expansions() {}

  /** The links to show as objects. */
  static Set<String> of(Form form, @Nullable String expand) {
    Set<String> links = Parameters.list(expand);
    check(form, links, "/expand", true);
    return links;
  }

  /** Refuses names that the form doesn't have. */
  static void check(Form form, Collection<String> names, String pointer, boolean onlyLinks) {
    var problems = new Problems();
    for (String name : names) {
      boolean known =
          onlyLinks
              ? form.field(name).filter(f -> f.linked() != null).isPresent()
              : form.name(name).isPresent();
      if (!known) {
        String all =
            String.join(
                ", ",
                form.names().stream()
                    .filter(f -> !onlyLinks || f.linked() != null)
                    .map(Field::id)
                    .toList());
        problems.add(pointer, "parameter_wrong", pointer.substring(1), name, all);
      }
    }
    if (!problems.isEmpty()) {
      throw RequestException.invalid(problems.list());
    }
  }
}
