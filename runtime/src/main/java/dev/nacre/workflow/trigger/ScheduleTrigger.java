package dev.nacre.workflow.trigger;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Trigger;
import dev.nacre.workflow.TriggerType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Starts a workflow again and again, at the times that a schedule names. */
@Singleton
public final class ScheduleTrigger implements TriggerType<ScheduleTrigger.Settings> {
  /**
   * The settings.
   *
   * @param cron minute, hour, day of the month, month, day of the week: {@code 0 9 * * 1-5}
   * @param zone in which these are meant; null means the app's
   */
  public record Settings(@NotEmpty String cron, @Nullable String zone) {}

  @Override
  public String id() {
    return "schedule";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public @Nullable Trigger compile(Settings settings, CompileContext context) {
    ZoneId zone = context.zone();
    if (settings.zone() != null) {
      try {
        zone = ZoneId.of(settings.zone());
      } catch (DateTimeException e) {
        context.problem("/zone", "schedule_zone_unknown", settings.zone());
        return null;
      }
    }
    try {
      var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
      var clock = new WallClock(parser.parse(settings.cron()).validate(), zone);
      if (clock.never()) {
        context.problem("/cron", "schedule_never", settings.cron());
      }
      return new Trigger.Scheduled(settings.cron(), zone, clock::next, clock.hourly());
    } catch (IllegalArgumentException e) {
      context.problem("/cron", "schedule_cron_invalid", settings.cron());
      return null;
    }
  }
}
