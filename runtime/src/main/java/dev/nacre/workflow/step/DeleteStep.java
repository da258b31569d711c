package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Value;
import dev.nacre.record.Change;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.NamedRecord;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepType;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deletes the workflow's record, or another one that is named; it can be restored. */
@Singleton
public final class DeleteStep implements StepType<DeleteStep.Settings> {
  /**
   * The settings.
   *
   * @param form the form of the other record; null means the workflow's
   * @param record the id of the other record; null means the workflow's
   */
  public record Settings(@Refers("forms") @Nullable String form, @Nullable Value record) {}

  @Override
  public String id() {
    return "delete";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    NamedRecord record = NamedRecord.compile(settings.form(), settings.record(), context, "");
    return run -> {
      UUID id = record.id(run);
      return new Move.Write(
          record.formId(),
          Change.delete(id, null),
          outcome -> new Move.Next(JsonNodeFactory.instance.objectNode().put("id", id.toString())));
    };
  }
}
