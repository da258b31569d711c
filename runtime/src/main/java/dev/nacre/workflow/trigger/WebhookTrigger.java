package dev.nacre.workflow.trigger;

import dev.nacre.connector.Connector;
import dev.nacre.connector.PushKind;
import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Value;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Trigger;
import dev.nacre.workflow.TriggerType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Starts a workflow when somebody sends a payload. */
@Singleton
public final class WebhookTrigger implements TriggerType<WebhookTrigger.Settings> {
  private static final Set<String> TREES = Set.of("source", "input");

  /**
   * The settings.
   *
   * @param connector a webhook
   * @param when which payloads; sees them as {@code source} and {@code input}; null means all
   * @param form of the record that it is about; null means that it is about none
   * @param record gives that record's id
   */
  public record Settings(
      @NotEmpty @Refers("connectors") String connector,
      @Nullable Condition when,
      @Refers("forms") @Nullable String form,
      @Nullable Value record) {}

  @Override
  public String id() {
    return "webhook";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public @Nullable Trigger compile(Settings settings, CompileContext context) {
    Connector connector = context.connector(settings.connector(), "/connector");
    if (connector != null && !(connector.kind() instanceof PushKind)) {
      context.problem("/connector", "webhook_not_sent_to", connector.id(), connector.kind().id());
    }
    CompiledCondition when =
        settings.when() == null ? null : context.incoming(settings.when(), null, TREES, "/when");
    if (settings.form() != null && context.form(settings.form(), "/form") == null) {
      return null;
    }
    if ((settings.form() == null) != (settings.record() == null)) {
      context.problem("/record", "webhook_form_and_record");
      return null;
    }
    CompiledFormula record =
        settings.record() == null ? null : context.incoming(settings.record(), TREES, "/record");
    return new Trigger.Received(settings.connector(), when, record);
  }
}
