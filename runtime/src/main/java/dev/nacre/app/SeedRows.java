package dev.nacre.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Names;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.Identity;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the rows that an app starts with. They go through the record engine like any other, and
 * only into forms that hold nothing yet, so that an upgrade never adds them again.
 */
@Singleton
final class SeedRows {
  private static final Identity SEED = Identity.engine("seed");
  private static final int BATCH = 1_000;

  private final Provider<RecordEngine> records;
  private final ExpressionEngine expressions;

  SeedRows(Provider<RecordEngine> records, ExpressionEngine expressions) {
    this.records = records;
    this.expressions = expressions;
  }

  /**
   * Writes them, in the transaction that publishes.
   *
   * @throws InvalidAppException when a row is refused; then nothing is published
   */
  void write(CompiledApp app) {
    var ordered = inOrder(app.forms(), SeedFile.all(app, new Problems()));
    for (SeedFile file : ordered) {
      Form form = app.forms().get(file.form());
      if (isEmpty(app.forms(), form)) {
        write(app.forms(), form, file);
      }
    }
  }

  private boolean isEmpty(Forms forms, Form form) {
    Query any = Query.of(form.id()).limit(1).withoutLines();
    return records.get().query(forms, any, SEED).records().isEmpty();
  }

  private void write(Forms forms, Form form, SeedFile file) {
    SeedCell cell = cell(forms);
    Scope scope = records.get().scope(forms, SEED);
    List<Change> changes = new ArrayList<>();
    for (Map<String, String> row : file.rows()) {
      ObjectNode data = JsonNodeFactory.instance.objectNode();
      row.forEach(
          (field, text) ->
              form.field(field).ifPresent(f -> data.set(field, cell.value(f, text, scope))));
      changes.add(Change.create(data).asText());
    }
    var problems = new Problems();
    for (int from = 0; from < changes.size(); from += BATCH) {
      List<Change> part = changes.subList(from, Math.min(from + BATCH, changes.size()));
      var batch =
          new Batch(form.id(), part, Batch.Mode.ALL_OR_NOTHING, SEED, Origin.of(Origin.Kind.SEED));
      List<Outcome> outcomes = records.get().write(forms, batch);
      for (int i = 0; i < outcomes.size(); i++) {
        String row = "/" + (from + i);
        outcomes.get(i).problems().forEach(p -> problems.add(p.below(row).in(file.path())));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidAppException(problems.list());
    }
  }

  private SeedCell cell(Forms forms) {
    return new SeedCell(expressions, Names.none(id -> forms.find(id).orElse(null)));
  }

  /** What is linked comes before what links to it; a circle is broken anywhere. */
  private static List<SeedFile> inOrder(Forms forms, List<SeedFile> files) {
    Map<String, SeedFile> byForm = new LinkedHashMap<>();
    files.forEach(file -> byForm.put(file.form(), file));
    var ordered = new ArrayList<SeedFile>();
    var seen = new HashSet<String>();
    files.forEach(file -> visit(forms, file, byForm, seen, ordered));
    return ordered;
  }

  private static void visit(
      Forms forms,
      SeedFile file,
      Map<String, SeedFile> byForm,
      Set<String> seen,
      List<SeedFile> ordered) {
    if (!seen.add(file.form())) {
      return;
    }
    for (String column : file.header()) {
      forms
          .get(file.form())
          .field(column)
          .ifPresent(
              field ->
                  targets(field)
                      .forEach(
                          target -> {
                            SeedFile far = byForm.get(target);
                            if (far != null) {
                              visit(forms, far, byForm, seen, ordered);
                            }
                          }));
    }
    ordered.add(file);
  }

  private static List<String> targets(Field field) {
    Form target = field.lines() ? field.target() : field.linked();
    if (target == null) {
      return List.of();
    }
    return field.lines()
        ? target.fields().stream().flatMap(inner -> targets(inner).stream()).toList()
        : List.of(target.id());
  }
}
