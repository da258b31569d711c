package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.expression.Scripts;
import dev.nacre.metadata.Value;
import dev.nacre.record.Change;
import dev.nacre.record.Form;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.FieldValues;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepContext;
import dev.nacre.workflow.StepType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs JavaScript in the sandbox. What it returns is {@code steps.<id>} afterwards, and already for
 * its own {@code set}.
 */
@Singleton
public final class ScriptStep implements StepType<ScriptStep.Settings> {
  /**
   * The settings.
   *
   * @param code sees {@code record steps input user app now}
   * @param set what to change in the workflow's record then; null means nothing
   */
  public record Settings(@NotEmpty String code, @Nullable Map<String, Value> set) {}

  @Override
  public String id() {
    return "script";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    Scripts.CompiledScript script = context.script(settings.code(), "/code");
    Form form = settings.set() == null ? null : context.recordForm("/set");
    FieldValues values =
        form == null || settings.set() == null
            ? null
            : context.values(form, settings.set(), "/set");
    return run -> {
      if (script == null) {
        return Move.next();
      }
      JsonNode output = script.run(run.globals());
      return form == null || values == null
          ? new Move.Next(output)
          : write(form, values, output, run);
    };
  }

  private static Move write(Form form, FieldValues values, JsonNode output, StepContext run) {
    run.output(output);
    UUID id = run.recordId();
    return new Move.Write(
        form.id(),
        Change.update(id, run.seen(id), values.in(run.scope())),
        outcome -> new Move.Next(output));
  }
}
