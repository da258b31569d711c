package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.metadata.CalendarDefinition;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Value;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.Page;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import dev.nacre.workflow.WorkCalendar.Hours;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the days that people have entered, once for all runs that advance together. */
final class CalendarDays {
  /** A deadline may have begun so long ago. */
  private static final int DAYS_BACK = 400;

  private static final int PAGE = 500;

  private final RecordEngine records;
  private final Map<String, WorkHours> known = new HashMap<>();

  CalendarDays(RecordEngine records) {
    this.records = records;
  }

  /** The hours of a calendar, as people have entered them by now. */
  WorkHours of(Forms forms, WorkCalendar calendar, Instant now) {
    return known.computeIfAbsent(
        forms.address() + "/" + forms.version() + "/" + calendar.id(),
        key -> new WorkHours(calendar, read(forms, calendar, now)));
  }

  private Map<LocalDate, List<Hours>> read(Forms forms, WorkCalendar calendar, Instant now) {
    var days = new HashMap<LocalDate, List<Hours>>();
    CalendarDefinition.DaysFrom from = calendar.daysFrom();
    if (from == null) {
      return days;
    }
    LocalDate first = now.atZone(calendar.zone()).toLocalDate().minusDays(DAYS_BACK);
    Condition late =
        new Condition.Compare(
            from.date(),
            Condition.Op.GTE,
            new Value.Literal(JsonNodeFactory.instance.textNode(first.toString())));
    Condition where = from.where() == null ? late : new Condition.All(List.of(late, from.where()));
    String cursor = null;
    do {
      Page page =
          records.query(
              forms,
              new Query(
                  from.form(), where, List.of(), PAGE, cursor, Query.Count.NONE, Set.of(), false),
              Identity.engine("calendar:" + calendar.id()));
      page.records().forEach(record -> add(record, from, days));
      cursor = page.next();
    } while (cursor != null);
    return days;
  }

  private static void add(
      StoredRecord record, CalendarDefinition.DaysFrom from, Map<LocalDate, List<Hours>> days) {
    if (!(value(record, from.date()) instanceof LocalDate date)) {
      return;
    }
    var hours = new ArrayList<>(days.getOrDefault(date, List.of()));
    if (from.from() != null
        && from.to() != null
        && value(record, from.from()) instanceof String begins
        && value(record, from.to()) instanceof String ends) {
      try {
        var open = new Hours(Hours.minute(begins), Hours.minute(ends));
        // what ends before it begins is a day off: nobody can work then
        if (open.from() < open.to()) {
          hours.add(open);
        }
      } catch (DateTimeException e) {
        throw StepFailedException.of("calendar_day_unreadable", date, begins, ends, record.title());
      }
    }
    hours.sort(Comparator.comparingInt(Hours::from));
    days.put(date, List.copyOf(hours));
  }

  private static @Nullable Object value(StoredRecord record, String field) {
    Form form = record.form();
    return form.field(field).map(Field::index).map(record::get).orElse(null);
  }
}
