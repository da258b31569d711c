package dev.nacre.workflow.trigger;

import dev.nacre.expression.CompiledCondition;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.record.Form;
import dev.nacre.workflow.AskedFieldSettings;
import dev.nacre.workflow.Asking;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Trigger;
import dev.nacre.workflow.TriggerType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a workflow when a person presses its button at a record. */
@Singleton
public final class ButtonTrigger implements TriggerType<ButtonTrigger.Settings> {
  /**
   * The settings.
   *
   * @param form whose records have the button
   * @param when at which of them it is offered; null means all
   * @param fields what the person fills in, which steps see as {@code input}; null means nothing
   */
  public record Settings(
      @NotEmpty @Refers("forms") String form,
      @Nullable Condition when,
      @Nullable List<AskedFieldSettings> fields) {}

  @Override
  public String id() {
    return "button";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public @Nullable Trigger compile(Settings settings, CompileContext context) {
    Form form = context.form(settings.form(), "/form");
    if (form == null) {
      return null;
    }
    CompiledCondition when =
        settings.when() == null ? null : context.recordCondition(settings.when(), form, "/when");
    Asking asks =
        settings.fields() == null || settings.fields().isEmpty()
            ? null
            : context.asking(settings.fields(), "/fields");
    return new Trigger.Pressed(form.id(), when, asks);
  }
}
