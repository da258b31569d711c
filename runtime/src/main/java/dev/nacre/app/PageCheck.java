package dev.nacre.app;

import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Names;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.AppDocuments;
import dev.nacre.metadata.PageDefinition;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import dev.nacre.metadata.Value;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that what public pages name is there, and can be asked or told. */
final class PageCheck {
  private final ExpressionEngine expressions;
  private final Forms forms;
  private final Problems problems;

  private PageCheck(ExpressionEngine expressions, Forms forms, Problems problems) {
    this.expressions = expressions;
    this.forms = forms;
    this.problems = problems;
  }

  static void check(
      AppDocuments documents, Forms forms, ExpressionEngine expressions, Problems problems) {
    documents
        .pages()
        .forEach(
            (id, page) -> {
              var found = new Problems();
              new PageCheck(expressions, forms, found).check(page);
              problems.addIn("pages/" + id + ".json", found);
            });
  }

  private void check(PageDefinition page) {
    Form form = form(page.form(), "/form").orElse(null);
    if (form == null) {
      return;
    }
    each(form, page.ask(), "/ask");
    for (int i = 0; i < page.ask().size(); i++) {
      Field field = form.field(page.ask().get(i)).orElse(null);
      if (field != null && (field.lines() || field.linked() != null)) {
        problems.add("/ask/" + i, "page_ask_wrong", field.id());
      }
    }
    for (int i = 0; i < page.show().size(); i++) {
      PageDefinition.Shown shown = page.show().get(i);
      Field field = field(form, shown.field(), "/show/" + i + "/field").orElse(null);
      Form lines = field == null || !field.lines() ? null : field.target();
      if (lines != null) {
        each(lines, shown.columns(), "/show/" + i + "/columns");
      }
      if (shown.words() && page.glossary() == null) {
        problems.add("/show/" + i + "/words", "page_glossary_missing", shown.field());
      }
    }
    PageDefinition.Countdown countdown = page.countdown();
    if (countdown != null) {
      field(form, countdown.field(), "/countdown/field")
          .filter(f -> f.type() != ValueType.DATE && f.type() != ValueType.MOMENT)
          .ifPresent(f -> problems.add("/countdown/field", "page_countdown_wrong", f.id()));
      if (countdown.when() != null) {
        var unused =
            expressions.filter(
                countdown.when(),
                Names.of(form, id -> forms.byId().get(id)),
                "/countdown/when",
                problems);
      }
    }
    glossary(page.glossary());
    each(form, page.fields(), "/fields");
    for (int i = 0; i < page.fields().size(); i++) {
      String at = "/fields/" + i;
      form.field(page.fields().get(i)).ifPresent(field -> given(field, at));
    }
    for (int i = 0; i < page.required().size(); i++) {
      String id = page.required().get(i);
      if (!page.fields().contains(id)) {
        problems.add("/required/" + i, "page_required_wrong", id, String.join(", ", page.fields()));
      }
    }
    set(form, page.set());
  }

  private void glossary(PageDefinition.@org.jspecify.annotations.Nullable Glossary glossary) {
    Form words = glossary == null ? null : form(glossary.form(), "/glossary/form").orElse(null);
    if (glossary == null || words == null) {
      return;
    }
    var unused = field(words, glossary.term(), "/glossary/term");
    glossary.words().forEach((language, id) -> field(words, id, "/glossary/words/" + language));
    glossary.more().forEach((language, id) -> field(words, id, "/glossary/more/" + language));
  }

  private void set(Form form, Map<String, Value> values) {
    values.forEach(
        (id, value) -> {
          Field field = field(form, id, "/set").orElse(null);
          if (field != null && field.computed()) {
            given(field, "/set/" + id);
            return;
          }
          if (field != null && value instanceof Value.Literal literal) {
            var unused = field.read(literal.json(), "/set/" + id, problems);
          } else if (field != null) {
            problems.add("/set/" + id, "page_set_literal", id);
          }
        });
  }

  /** What is computed nobody gives a value. */
  private void given(Field field, String at) {
    if (field.computed()) {
      problems.add(at, "page_field_computed", field.id());
    }
  }

  private void each(Form form, List<String> ids, String at) {
    for (int i = 0; i < ids.size(); i++) {
      var unused = field(form, ids.get(i), at + "/" + i);
    }
  }

  private Optional<Form> form(String id, String at) {
    Optional<Form> form = forms.find(id);
    if (form.isEmpty()) {
      problems.add(
          at,
          "form_unknown",
          id,
          String.join(", ", forms.byId().keySet().stream().sorted().toList()),
          Suggestions.question(id, forms.byId().keySet()));
    }
    return form;
  }

  private Optional<Field> field(Form form, String id, String at) {
    Optional<Field> field = form.field(id);
    if (field.isEmpty() && !form.doubts(id)) {
      List<String> known = form.fields().stream().map(Field::id).toList();
      problems.add(
          at, "field_unknown", id, String.join(", ", known), Suggestions.question(id, known));
    }
    return field;
  }
}
