package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.kind.NamesField;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Value;
import dev.nacre.record.Change;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.FieldValues;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.NamedRecord;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepContext;
import dev.nacre.workflow.StepType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes fields of the workflow's record, or of another one that is named; the line at which the
 * step stands; and adds a line.
 */
@Singleton
public final class UpdateStep implements StepType<UpdateStep.Settings> {
  private static final String NEW = "+";

  /**
   * The settings; one of the first three at least.
   *
   * @param set field id to value; formulas see the workflow's record
   * @param line the same for the line at which a step around this one stands
   * @param add a line that the record gets besides
   * @param form the form of the other record; null means the workflow's
   * @param record the id of the other record; null means the workflow's
   */
  public record Settings(
      @Nullable Map<String, Value> set,
      @NamesField(NamesField.Of.THIS_LINE) @Nullable Map<String, Value> line,
      @Nullable Add add,
      @Refers("forms") @Nullable String form,
      @Nullable Value record) {}

  /**
   * A new line.
   *
   * @param table the table that gets it
   * @param set the values of its fields
   */
  public record Add(
      @NotEmpty @NamesField(NamesField.Of.TABLE) String table,
      @NotNull @NamesField(NamesField.Of.LINE) Map<String, Value> set) {}

  @Override
  public String id() {
    return "update";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    if (settings.set() == null && settings.line() == null && settings.add() == null) {
      context.problem("", "update_nothing");
    }
    NamedRecord record = NamedRecord.compile(settings.form(), settings.record(), context, "/set");
    Form form = record.form();
    FieldValues values =
        form == null || settings.set() == null
            ? FieldValues.NONE
            : context.values(form, settings.set(), "/set");
    Lines line = form == null || settings.line() == null ? null : line(settings, context);
    Lines added =
        form == null || settings.add() == null ? null : added(settings.add(), form, context);
    for (Lines lines : new @Nullable Lines[] {line, added}) {
      if (lines != null && settings.set() != null && settings.set().containsKey(lines.id())) {
        context.problem("/set/" + lines.id(), "update_table_twice", lines.id());
      }
    }
    boolean constant =
        values.constant()
            && (line == null || line.values().constant())
            && (added == null || added.values().constant());
    return run -> {
      UUID id = record.id(run);
      ObjectNode data = values.in(run.scope());
      for (Lines lines : new @Nullable Lines[] {line, added}) {
        if (lines != null) {
          lines.put(data, run);
        }
      }
      return new Move.Write(
          record.formId(),
          Change.update(id, constant ? null : run.seen(id), data),
          outcome ->
              new Move.Next(
                  JsonNodeFactory.instance
                      .objectNode()
                      .put("id", id.toString())
                      .put("version", outcome.version())));
    };
  }

  /** Values for one line of a table: a new one, when nothing says which. */
  private record Lines(Field table, @Nullable CompiledFormula which, FieldValues values) {
    String id() {
      return table.id();
    }

    void put(ObjectNode data, StepContext run) {
      String key = which == null ? NEW : NamedRecord.id(which, run).toString();
      data.withObjectProperty(id()).set(key, values.in(run.scope()));
    }
  }

  private static @Nullable Lines line(Settings settings, CompileContext context) {
    if (settings.record() != null) {
      context.problem("/line", "update_line_of_another");
      return null;
    }
    Field table = context.line("/line");
    Form lines = table == null ? null : table.target();
    return lines == null || settings.line() == null
        ? null
        : new Lines(
            table,
            context.formula("line", "/line"),
            context.values(lines, settings.line(), "/line"));
  }

  private static @Nullable Lines added(Add add, Form form, CompileContext context) {
    Field table = context.table(form, add.table(), "/add/table");
    Form lines = table == null ? null : table.target();
    return lines == null
        ? null
        : new Lines(table, null, context.values(lines, add.set(), "/add/set"));
  }
}
