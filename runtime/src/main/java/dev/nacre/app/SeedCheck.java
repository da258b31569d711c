package dev.nacre.app;

import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Names;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Finds what is wrong with the rows that an app starts with, in themselves. */
@Singleton
final class SeedCheck {
  /** More in one file tell nobody anything new. */
  private static final int MOST = 100;

  private final ExpressionEngine expressions;

  SeedCheck(ExpressionEngine expressions) {
    this.expressions = expressions;
  }

  void check(CompiledApp app, Problems problems) {
    Forms forms = app.forms();
    for (SeedFile file : SeedFile.all(app, problems)) {
      Form form = forms.find(file.form()).orElse(null);
      if (form == null) {
        String known = String.join(", ", forms.byId().keySet().stream().sorted().toList());
        String near = Suggestions.question(file.form(), forms.byId().keySet());
        problems.add(Problem.at("", "seed_form_unknown", file.form(), known, near).in(file.path()));
        continue;
      }
      var found = new Problems();
      header(form, file, found);
      rows(forms, form, file, found);
      found.list().stream().limit(MOST).forEach(p -> problems.add(p.in(file.path())));
    }
  }

  private static void header(Form form, SeedFile file, Problems problems) {
    List<String> ids = form.fields().stream().map(Field::id).toList();
    for (String column : file.header()) {
      Optional<Field> field = form.field(column);
      if (field.isEmpty() && !form.doubts(column)) {
        String near = Suggestions.question(column, ids);
        problems.add(
            "/0/" + column, "seed_field_unknown", column, form.id(), String.join(", ", ids), near);
      } else if (field.filter(Field::computed).isPresent()) {
        problems.add("/0/" + column, "field_computed", column);
      }
    }
  }

  private void rows(Forms forms, Form form, SeedFile file, Problems problems) {
    var cell = new SeedCell(expressions, Names.none(id -> forms.find(id).orElse(null)));
    for (int i = 0; i < file.rows().size() && problems.list().size() < MOST; i++) {
      String row = "/" + i + "/";
      file.rows()
          .get(i)
          .forEach(
              (column, text) ->
                  form.field(column)
                      .filter(field -> !field.computed())
                      .ifPresent(
                          field -> cell.check(field, text, forms.zone(), row + column, problems)));
    }
  }
}
