package dev.nacre.app;

import dev.nacre.expression.ExpressionEngine;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.security.Identities;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Checks that a release names only what there is in the version that serves the rest. */
@Singleton
final class ReleaseCheck {
  private final ExpressionEngine expressions;
  private final Identities identities;

  ReleaseCheck(ExpressionEngine expressions, Identities identities) {
    this.expressions = expressions;
    this.identities = identities;
  }

  /**
   * Checks.
   *
   * @param rest the version that serves the rest
   * @param known the versions there are
   */
  void check(
      Release release, CompiledApp rest, Collection<Integer> known, String at, Problems problems) {
    versions(release, known, at, problems);
    for (int i = 0; i < release.parts().size(); i++) {
      Release.Part part = release.parts().get(i);
      String pointer = at + "/" + i;
      if (part.when() != null) {
        audience(part.when(), rest, pointer + "/when", problems);
      }
      by(part.by(), rest.forms(), pointer + "/by", problems);
    }
  }

  /** Checks the numbers only; without them there is nothing else to compare with. */
  static void versions(Release release, Collection<Integer> known, String at, Problems problems) {
    for (int i = 0; i < release.parts().size(); i++) {
      int version = release.parts().get(i).version();
      if (version != 0 && !known.contains(version)) {
        String all = list(known.stream().sorted().map(String::valueOf).toList());
        problems.add(at + "/" + i + "/version", "version_unknown", version, all);
      }
    }
  }

  private void audience(Audience audience, CompiledApp app, String at, Problems problems) {
    switch (audience) {
      case Audience.All all -> each(all.parts(), app, at + "/all", problems);
      case Audience.Any any -> each(any.parts(), app, at + "/any", problems);
      case Audience.Not not -> audience(not.part(), app, at + "/not", problems);
      case Audience.Role role ->
          names(role.ids(), app.documents().roles().keySet(), "role", at, problems);
      case Audience.OnForm form ->
          names(form.ids(), app.forms().byId().keySet(), "form", at, problems);
      case Audience.User user -> {
        for (String id : user.ids()) {
          if (identities.find(id).isEmpty()) {
            problems.add(at + "/user", "release_user_unknown", id);
          }
        }
      }
      case Audience.Records records -> records(records.where(), app.forms(), at, problems);
    }
  }

  private void each(List<Audience> parts, CompiledApp app, String at, Problems problems) {
    for (int i = 0; i < parts.size(); i++) {
      audience(parts.get(i), app, at + "/" + i, problems);
    }
  }

  private static void names(
      List<String> ids, Collection<String> known, String what, String at, Problems problems) {
    for (String id : ids) {
      if (!known.contains(id)) {
        String near = Suggestions.question(id, known);
        problems.add(at + "/" + what, "release_" + what + "_unknown", id, list(known), near);
      }
    }
  }

  /** A condition must fit at least one form. */
  private void records(Condition where, Forms forms, String at, Problems problems) {
    List<Problem> fewest = null;
    for (Form form : forms.all()) {
      var found = new Problems();
      if (ServedRelease.compile(expressions, where, forms, form, found) != null) {
        return;
      }
      if (fewest == null || found.list().size() < fewest.size()) {
        fewest = found.list();
      }
    }
    if (where instanceof Condition.Compare compare && !anywhere(compare.field(), forms)) {
      Collection<String> all = fields(forms);
      String field = compare.field();
      problems.add(
          at + "/field",
          "release_field_unknown",
          field,
          list(all),
          Suggestions.question(field, all));
    } else if (fewest == null || fewest.isEmpty()) {
      problems.add(at, "release_condition_unfit");
    } else {
      fewest.forEach(p -> problems.add(p.below(at)));
    }
  }

  private static boolean anywhere(String path, Forms forms) {
    String first = path.split("\\.", -1)[0];
    return forms.all().stream().anyMatch(form -> form.name(first).isPresent());
  }

  private static Collection<String> fields(Forms forms) {
    var all = new TreeSet<String>();
    forms.all().forEach(form -> form.fields().forEach(field -> all.add(field.id())));
    return all;
  }

  private static void by(String by, Forms forms, String at, Problems problems) {
    var known = new ArrayList<>(fields(forms));
    known.addFirst(Release.BY_USER);
    known.addFirst(Release.BY_RECORD);
    if (!known.contains(by)) {
      problems.add(at, "release_field_unknown", by, list(known), Suggestions.question(by, known));
    }
  }

  private static String list(Collection<String> ids) {
    return String.join(", ", ids);
  }
}
