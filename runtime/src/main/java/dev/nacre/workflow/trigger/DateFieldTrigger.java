package dev.nacre.workflow.trigger;

import dev.nacre.expression.ValueType;
import dev.nacre.kind.NamesField;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Suggestions;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Trigger;
import dev.nacre.workflow.TriggerType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a workflow before or after a moment that each record names, and moves with it. */
@Singleton
public final class DateFieldTrigger implements TriggerType<DateFieldTrigger.Settings> {
  /**
   * The settings.
   *
   * @param form whose records
   * @param field a date or datetime field
   * @param after how long after it; null means at it
   * @param before how long before it; not together with {@code after}
   * @param at the time of day where the field is a date, as {@code 09:00}; null means midnight
   * @param when which records, as they are then; null means all
   */
  public record Settings(
      @NotEmpty @Refers("forms") String form,
      @NotEmpty @NamesField String field,
      @Nullable Duration after,
      @Nullable Duration before,
      @Nullable String at,
      @Nullable Condition when) {}

  @Override
  public String id() {
    return "date_field";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public @Nullable Trigger compile(Settings settings, CompileContext context) {
    Form form = context.form(settings.form(), "/form");
    if (settings.after() != null && settings.before() != null) {
      context.problem("/before", "date_field_before_and_after");
    }
    LocalTime at = LocalTime.MIDNIGHT;
    if (settings.at() != null) {
      try {
        at = LocalTime.parse(settings.at());
      } catch (DateTimeException e) {
        context.problem("/at", "date_field_time_invalid", settings.at());
      }
    }
    if (form == null) {
      return null;
    }
    if (settings.when() != null) {
      context.recordCondition(settings.when(), form, "/when");
    }
    Field field = form.field(settings.field()).orElse(null);
    if (field == null || !dated(field)) {
      List<String> ids =
          form.fields().stream().filter(DateFieldTrigger::dated).map(Field::id).toList();
      context.problem(
          "/field",
          "date_field_unknown",
          settings.field(),
          String.join(", ", ids),
          Suggestions.question(settings.field(), ids));
      return null;
    }
    Duration offset =
        settings.before() != null
            ? settings.before().negated()
            : settings.after() == null ? Duration.ZERO : settings.after();
    return new Trigger.Dated(
        settings.toString(), form.id(), field.id(), offset, at, settings.when());
  }

  private static boolean dated(Field field) {
    return field.type() == ValueType.DATE || field.type() == ValueType.MOMENT;
  }
}
