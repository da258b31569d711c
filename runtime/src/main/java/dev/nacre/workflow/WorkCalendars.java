package dev.nacre.workflow;

import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Names;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.CalendarDefinition;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.workflow.WorkCalendar.Hours;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The calendars of an app. */
public final class WorkCalendars {
  private final Forms forms;
  private final Problems problems;
  private final @Nullable ExpressionEngine expressions;

  private WorkCalendars(Forms forms, @Nullable ExpressionEngine expressions, Problems problems) {
    this.forms = forms;
    this.expressions = expressions;
    this.problems = problems;
  }

  /** Reports what is wrong with an app's calendars, with pointers into {@code app.json}. */
  public static void check(Forms forms, ExpressionEngine expressions, Problems problems) {
    var unused = new WorkCalendars(forms, expressions, problems).all();
  }

  /** By id; {@code work} is always there. What is wrong has been told. */
  static Map<String, WorkCalendar> of(Forms forms) {
    return new WorkCalendars(forms, null, new Problems()).all();
  }

  /** Whether records of that form are days of some calendar. */
  static boolean readsFrom(Forms forms, String form) {
    return forms.definition().calendars().stream()
        .anyMatch(c -> c.daysFrom() != null && c.daysFrom().form().equals(form));
  }

  private Map<String, WorkCalendar> all() {
    var all = new TreeMap<String, WorkCalendar>();
    all.put(WorkCalendar.WORK, WorkCalendar.usual(forms.zone()));
    List<CalendarDefinition> wanted = forms.definition().calendars();
    for (int i = 0; i < wanted.size(); i++) {
      CalendarDefinition one = wanted.get(i);
      String at = "/calendars/" + i;
      String id = one.id();
      if (wanted.subList(0, i).stream().anyMatch(c -> c.id().equals(id))) {
        problems.add(at + "/id", "id_twice", id);
      }
      all.put(id, new WorkCalendar(id, zone(one, at), week(one, at), days(one, at), from(one, at)));
    }
    return all;
  }

  private ZoneId zone(CalendarDefinition calendar, String at) {
    String wanted = calendar.timeZone();
    try {
      return wanted == null ? forms.zone() : ZoneId.of(wanted);
    } catch (DateTimeException e) {
      problems.add(at + "/timeZone", "time_zone_unknown", String.valueOf(wanted));
      return forms.zone();
    }
  }

  private Map<DayOfWeek, List<Hours>> week(CalendarDefinition calendar, String at) {
    var week = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
    for (int i = 0; i < calendar.hours().size(); i++) {
      CalendarDefinition.Hours one = calendar.hours().get(i);
      Hours hours = hours(one.from(), one.to(), at + "/hours/" + i);
      if (hours == null) {
        continue;
      }
      for (String name : one.days()) {
        var day = new ArrayList<>(week.getOrDefault(day(name), List.of()));
        if (day.stream().anyMatch(h -> h.from() < hours.to() && hours.from() < h.to())) {
          problems.add(at + "/hours/" + i, "calendar_hours_twice", name, one.from(), one.to());
        } else {
          day.add(hours);
          day.sort(Comparator.comparingInt(Hours::from));
          week.put(day(name), List.copyOf(day));
        }
      }
    }
    return week;
  }

  private static DayOfWeek day(String name) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().regionMatches(true, 0, name, 0, 3)) {
        return day;
      }
    }
    throw new IllegalArgumentException(name); // the schema knows the names
  }

  private @Nullable Hours hours(String from, String to, String at) {
    var hours = new Hours(Hours.minute(from), Hours.minute(to));
    if (hours.from() >= hours.to()) {
      problems.add(at + "/to", "calendar_hours_backwards", from, to);
      return null;
    }
    return hours;
  }

  private Map<LocalDate, List<Hours>> days(CalendarDefinition calendar, String at) {
    var days = new HashMap<LocalDate, List<Hours>>();
    for (int i = 0; i < calendar.days().size(); i++) {
      CalendarDefinition.Day one = calendar.days().get(i);
      String there = at + "/days/" + i;
      LocalDate date;
      try {
        date = LocalDate.parse(one.date());
      } catch (DateTimeException e) {
        problems.add(there + "/date", "date_expected", one.date());
        continue;
      }
      String from = one.from();
      String to = one.to();
      Hours hours = from == null || to == null ? null : hours(from, to, there);
      var all = new ArrayList<>(days.getOrDefault(date, List.of()));
      if (hours != null) {
        all.add(hours);
        all.sort(Comparator.comparingInt(Hours::from));
      }
      days.put(date, List.copyOf(all));
    }
    return days;
  }

  private CalendarDefinition.@Nullable DaysFrom from(CalendarDefinition calendar, String at) {
    CalendarDefinition.DaysFrom from = calendar.daysFrom();
    if (from == null) {
      return null;
    }
    String there = at + "/daysFrom";
    Form form = forms.find(from.form()).orElse(null);
    if (form == null) {
      Set<String> ids = forms.byId().keySet();
      problems.add(
          there + "/form",
          "form_unknown",
          from.form(),
          known(ids),
          Suggestions.question(from.form(), ids));
      return null;
    }
    boolean fits = field(form, from.date(), ValueType.DATE, there + "/date");
    if (from.from() != null && from.to() != null) {
      fits &= field(form, from.from(), ValueType.TEXT, there + "/from");
      fits &= field(form, from.to(), ValueType.TEXT, there + "/to");
    }
    if (from.where() != null && expressions != null) {
      var unused =
          expressions.condition(
              from.where(),
              Names.of(form, id -> forms.find(id).orElse(null)),
              there + "/where",
              problems);
    }
    return fits ? from : null;
  }

  private boolean field(Form form, String id, ValueType type, String at) {
    Field field = form.field(id).orElse(null);
    if (field != null && field.type() == type) {
      return true;
    }
    if (!form.doubts(id)) {
      List<String> ids =
          form.fields().stream().filter(f -> f.type() == type).map(Field::id).toList();
      problems.add(at, "field_unknown", id, known(ids), Suggestions.question(id, ids));
    }
    return false;
  }

  private static String known(java.util.Collection<String> ids) {
    return String.join(", ", ids.stream().sorted().toList());
  }
}
