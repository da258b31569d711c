package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Value;
import dev.nacre.record.Change;
import dev.nacre.record.Form;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.FieldValues;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.Map;

/** Creates a record; its id is {@code steps.<id>.id} afterwards. */
@Singleton
public final class CreateStep implements StepType<CreateStep.Settings> {
  /**
   * The settings.
   *
   * @param form the new record's form
   * @param set field id to value; formulas see the workflow's record
   */
  public record Settings(@NotEmpty @Refers("forms") String form, @NotNull Map<String, Value> set) {}

  @Override
  public String id() {
    return "create";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    Form form = context.form(settings.form(), "/form");
    FieldValues values =
        form == null ? FieldValues.NONE : context.values(form, settings.set(), "/set");
    return run ->
        new Move.Write(
            settings.form(),
            Change.create(values.in(run.scope())),
            outcome ->
                new Move.Next(
                    JsonNodeFactory.instance.objectNode().put("id", String.valueOf(outcome.id()))));
  }
}
