package dev.nacre.workflow.trigger;

import dev.nacre.connector.Connector;
import dev.nacre.connector.IngestPlan;
import dev.nacre.event.EntryState;
import dev.nacre.expression.CompiledCondition;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Suggestions;
import dev.nacre.record.Form;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Trigger;
import dev.nacre.workflow.TriggerType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Starts a workflow when something that came in took effect, or gave up. */
@Singleton
public final class InboxTrigger implements TriggerType<InboxTrigger.Settings> {
  private static final Set<String> TREES = Set.of("input");

  /**
   * The settings.
   *
   * @param connector through which it came
   * @param ingest only what that mapping took; null means any
   * @param on what became of it
   * @param form once for each record of that form that was written, about it; null means once,
   *     about none
   * @param when which entries; sees the record, if there is one, and {@code input}; null means all
   */
  public record Settings(
      @NotEmpty @Refers("connectors") String connector,
      @Nullable String ingest,
      @NotEmpty List<Moment> on,
      @Refers("forms") @Nullable String form,
      @Nullable Condition when) {}

  /** What became of an entry. */
  public enum Moment {
    /** It took effect. */
    DONE,
    /** It gave up, and somebody has to look. */
    DEAD,
    /** It was without effect: the same again, or for no mapping. */
    SKIPPED
  }

  @Override
  public String id() {
    return "inbox";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public @Nullable Trigger compile(Settings settings, CompileContext context) {
    Connector connector = context.connector(settings.connector(), "/connector");
    if (connector != null) {
      check(settings, connector, context);
    }
    Form form = settings.form() == null ? null : context.form(settings.form(), "/form");
    if (settings.form() != null && form == null) {
      return null;
    }
    var on = EnumSet.noneOf(EntryState.class);
    for (Moment moment : settings.on()) {
      on.add(
          switch (moment) {
            case DONE -> EntryState.DONE;
            case DEAD -> EntryState.DEAD;
            case SKIPPED -> EntryState.SKIPPED;
          });
    }
    if (form != null && !on.equals(EnumSet.of(EntryState.DONE))) {
      context.problem("/form", "inbox_without_record", form.id());
    }
    CompiledCondition when =
        settings.when() == null ? null : context.incoming(settings.when(), form, TREES, "/when");
    return new Trigger.Settled(
        settings.connector(), settings.ingest(), on, form == null ? null : form.id(), when);
  }

  private static void check(Settings settings, Connector connector, CompileContext context) {
    List<String> ids = connector.ingests().stream().map(IngestPlan::id).sorted().toList();
    String ingest = settings.ingest();
    if (ingest != null && !ids.contains(ingest)) {
      context.problem(
          "/ingest",
          "inbox_ingest_unknown",
          ingest,
          connector.id(),
          String.join(", ", ids),
          Suggestions.question(ingest, ids));
    }
    var forms = new TreeSet<String>();
    connector.ingests().stream()
        .filter(plan -> ingest == null || plan.id().equals(ingest))
        .forEach(plan -> forms.add(plan.form().id()));
    String form = settings.form();
    if (form != null && !forms.contains(form) && (ingest == null || ids.contains(ingest))) {
      context.problem(
          "/form",
          "inbox_form_not_written",
          form,
          connector.id(),
          String.join(", ", forms),
          Suggestions.question(form, forms));
    }
  }
}
