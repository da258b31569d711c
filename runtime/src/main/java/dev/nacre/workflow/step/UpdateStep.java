package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Value;
import dev.nacre.record.Change;
import dev.nacre.record.Form;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.FieldValues;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.NamedRecord;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes fields of the workflow's record, or of another one that is named. */
@Singleton
public final class UpdateStep implements StepType<UpdateStep.Settings> {
  /**
   * The settings.
   *
   * @param set field id to value; formulas see the workflow's record
   * @param form the form of the other record; null means the workflow's
   * @param record the id of the other record; null means the workflow's
   */
  public record Settings(
      @NotNull Map<String, Value> set,
      @Refers("forms") @Nullable String form,
      @Nullable Value record) {}

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
    NamedRecord record = NamedRecord.compile(settings.form(), settings.record(), context, "/set");
    Form form = record.form();
    FieldValues values =
        form == null ? FieldValues.NONE : context.values(form, settings.set(), "/set");
    return run -> {
      UUID id = record.id(run);
      return new Move.Write(
          record.formId(),
          Change.update(id, values.constant() ? null : run.seen(id), values.in(run.scope())),
          outcome ->
              new Move.Next(
                  JsonNodeFactory.instance
                      .objectNode()
                      .put("id", id.toString())
                      .put("version", outcome.version())));
    };
  }
}
