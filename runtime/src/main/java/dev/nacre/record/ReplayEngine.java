package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.FormulaException;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.security.Identity;
import dev.nacre.security.Masks;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Computes a record of the past once more, formula by formula, and says how each value came. */
@Singleton
public final class ReplayEngine {
  private final Database database;

  /** An engine on that database, where linked records are found. */
  public ReplayEngine(Database database) {
    this.database = database;
  }

  /**
   * One formula, computed once more from the values that were recorded.
   *
   * @param table the table whose line it is; null for a field of the record
   * @param line its place in the table, from 0; -1 for a field of the record
   * @param formula as it was written in the version of the app that computed it
   * @param inputs what it read
   * @param result what it gives now
   * @param recorded what was recorded
   * @param problems why it can't be computed any more
   */
  public record Step(
      @Nullable Field table,
      int line,
      Field field,
      String formula,
      List<Input> inputs,
      JsonNode result,
      JsonNode recorded,
      List<Problem> problems) {
    /** Whether it still gives what was recorded. */
    public boolean agrees() {
      return problems.isEmpty() && Checksum.same(result, recorded);
    }
  }

  /**
   * What a formula read.
   *
   * @param name as it stands in the formula
   * @param field null when it is none of the form's
   * @param elsewhere whether more was read behind it, in a linked record as it is today
   */
  public record Input(String name, @Nullable Field field, JsonNode value, boolean elsewhere) {}

  /**
   * Computes again.
   *
   * @param forms those under which the record was written
   * @param state all of its values then, as record JSON
   * @param at when; {@code now} and {@code today} are what they were
   * @param writer whoever wrote it
   * @param access of whoever asks; what they may not see isn't told
   */
  public List<Step> replay(
      Forms forms, String formId, ObjectNode state, Instant at, String writer, FormAccess access) {
    Form form = forms.get(formId);
    var then = new Identity(writer, writer, false, Map.of(), false);
    Scope scope = Lookups.scope(database, forms, then.user(forms.app()), at);
    StoredRecord record = read(form, state);
    return database.inTransaction(
        connection -> {
          Links.load(connection, form, List.of(record), Computer.crosses(form), scope);
          var steps = new ArrayList<Step>();
          for (Form.Step step : form.computeOrder()) {
            steps.addAll(steps(step, record, scope, access));
          }
          return steps;
        });
  }

  private static StoredRecord read(Form form, ObjectNode state) {
    var record = new StoredRecord(form);
    var ignored = new Problems();
    for (Field field : form.fields()) {
      JsonNode value = state.path(field.id());
      Form columns = field.lines() ? field.target() : null;
      if (columns != null) {
        var lines = new ArrayList<StoredRecord>();
        value.forEach(line -> lines.add(read(columns, (ObjectNode) line)));
        record.set(field.index(), lines);
      } else if (!field.derived() && !value.isMissingNode()) {
        record.set(field.index(), field.read(value, "", ignored));
      }
    }
    String id = state.path("id").asText("");
    record.set(Form.ID, id.isEmpty() ? new UUID(0, 0) : UUID.fromString(id));
    return record;
  }

  private static List<Step> steps(
      Form.Step step, StoredRecord record, Scope scope, FormAccess access) {
    Field table = step.table();
    Field field = step.field();
    if (table == null) {
      return access.hidden().contains(field.id())
          ? List.of()
          : List.of(step(null, -1, field, record, scope.with(record, null), record, access));
    }
    if (access.hidden().contains(table.id())
        || access.in(table.id()).hidden().contains(field.id())) {
      return List.of();
    }
    var steps = new ArrayList<Step>();
    List<StoredRecord> lines = record.lines(table.index());
    for (int i = 0; i < lines.size(); i++) {
      StoredRecord line = lines.get(i);
      steps.add(step(table, i, field, line, scope.line(line, record), record, access));
    }
    return steps;
  }

  private static Step step(
      @Nullable Field table,
      int place,
      Field field,
      StoredRecord row,
      Scope scope,
      StoredRecord record,
      FormAccess access) {
    CompiledFormula formula = Objects.requireNonNull(field.formula());
    var problems = new Problems();
    JsonNode result = NullNode.instance;
    try {
      Object value = formula.evaluate(scope);
      Object own =
          value == null
              ? null
              : field.fieldType().coerce(value, field.settings(), scope.zone(), "", problems);
      result = own == null ? result : field.fieldType().write(own, field.settings());
    } catch (FormulaException e) {
      e.problems().forEach(problems::add);
    }
    FormAccess own = table == null ? access : access.in(table.id());
    return new Step(
        table,
        place,
        field,
        String.valueOf(field.definition().formula()),
        inputs(formula, table, row, record, access),
        covered(result, field, own),
        covered(row.json(field), field, own),
        problems.list());
  }

  private static List<Input> inputs(
      CompiledFormula formula,
      @Nullable Field table,
      StoredRecord row,
      StoredRecord record,
      FormAccess access) {
    FormAccess own = table == null ? access : access.in(table.id());
    Set<String> elsewhere = formula.crosses();
    var inputs = new ArrayList<Input>();
    for (String name : new TreeSet<>(formula.reads())) {
      boolean ofRecord = name.startsWith("record.");
      StoredRecord from = ofRecord ? record : row;
      FormAccess seen = ofRecord ? access : own;
      Field field =
          from.form().field(ofRecord ? name.substring("record.".length()) : name).orElse(null);
      if (field != null && !field.lines() && !seen.hidden().contains(field.id())) {
        inputs.add(
            new Input(
                name, field, covered(from.json(field), field, seen), elsewhere.contains(name)));
      }
    }
    for (String name : new TreeSet<>(formula.lineReads())) {
      column(name, record, access, elsewhere, inputs);
    }
    return inputs;
  }

  private static void column(
      String name,
      StoredRecord record,
      FormAccess access,
      Set<String> elsewhere,
      List<Input> inputs) {
    String[] parts = name.split("\\.", 2);
    Field table = record.form().field(parts[0]).filter(Field::lines).orElse(null);
    Form lines = table == null ? null : table.target();
    Field column = lines == null ? null : lines.field(parts[1]).orElse(null);
    if (table == null
        || column == null
        || access.hidden().contains(table.id())
        || access.in(table.id()).hidden().contains(column.id())) {
      return;
    }
    ArrayNode values = Json.MAPPER.createArrayNode();
    record
        .lines(table.index())
        .forEach(l -> values.add(covered(l.json(column), column, access.in(table.id()))));
    inputs.add(new Input(name, column, values, elsewhere.contains(name)));
  }

  private static JsonNode covered(JsonNode value, Field field, FormAccess access) {
    return access.masked().contains(field.id()) && !value.isNull()
        ? Json.MAPPER.getNodeFactory().textNode(Masks.mask(value))
        : value;
  }
}
