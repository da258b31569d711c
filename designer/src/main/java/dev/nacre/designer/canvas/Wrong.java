package dev.nacre.designer.canvas;

import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.draft.FieldPath;
import java.util.List;

/** The fields of the open form that something is wrong with. */
final class Wrong {
  private Wrong() {}

  static List<FieldPath> fields(Desk desk) {
    return desk.form()
        .map(
            form ->
                desk.session().problems(desk.path()).stream()
                    .flatMap(problem -> form.at(problem.pointer()).stream())
                    .distinct()
                    .toList())
        .orElse(List.of());
  }
}
