package dev.nacre.workflow.trigger;

import dev.nacre.expression.CompiledCondition;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Trigger;
import dev.nacre.workflow.TriggerType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;

/** Starts a workflow when another one sends a message. */
@Singleton
public final class MessageTrigger implements TriggerType<MessageTrigger.Settings> {
  /**
   * The settings.
   *
   * @param message its name
   * @param form the form of the record that the message speaks of and that the workflow is about;
   *     null means that it is about none
   * @param when sees that record, and {@code input}; null means always
   */
  public record Settings(
      @NotEmpty String message, @Refers("forms") @Nullable String form, @Nullable Condition when) {}

  @Override
  public String id() {
    return "message";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public @Nullable Trigger compile(Settings settings, CompileContext context) {
    if (settings.form() != null && context.form(settings.form(), "/form") == null) {
      return null;
    }
    CompiledCondition when =
        settings.when() == null ? null : context.condition(settings.when(), "/when");
    return new Trigger.Told(settings.message(), settings.form(), when);
  }
}
