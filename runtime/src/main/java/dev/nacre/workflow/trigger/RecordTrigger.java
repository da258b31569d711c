package dev.nacre.workflow.trigger;

import dev.nacre.expression.CompiledCondition;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.record.Change;
import dev.nacre.record.Form;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Trigger;
import dev.nacre.workflow.TriggerType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a workflow when a record is created, updated or deleted. */
@Singleton
public final class RecordTrigger implements TriggerType<RecordTrigger.Settings> {
  /**
   * The settings.
   *
   * @param form whose records
   * @param on which changes
   * @param when which records; sees {@code old}; null means all
   */
  public record Settings(
      @NotEmpty @Refers("forms") String form,
      @NotEmpty List<Moment> on,
      @Nullable Condition when) {}

  /** What happened to a record. */
  public enum Moment {
    CREATE,
    UPDATE,
    DELETE,
    /** Taken back after it was deleted. */
    RESTORE
  }

  @Override
  public String id() {
    return "record";
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
        settings.when() == null ? null : context.changeCondition(settings.when(), form, "/when");
    var on = EnumSet.noneOf(Change.Op.class);
    for (Moment moment : settings.on()) {
      on.add(
          switch (moment) {
            case CREATE -> Change.Op.CREATE;
            case UPDATE -> Change.Op.UPDATE;
            case DELETE -> Change.Op.DELETE;
            case RESTORE -> Change.Op.RESTORE;
          });
    }
    return new Trigger.Changes(form.id(), on, when);
  }
}
