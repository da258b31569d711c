package dev.nacre.expression;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Days and moments, in the app's time zone. */
final class DateFunctions {
  static final Typed TODAY =
      Typed.of(scope -> LocalDate.ofInstant(scope.now(), scope.zone()), ValueType.DATE);

  private DateFunctions() {}

  static List<FormulaFunction> all() {
    return List.of(
        new FormulaFunction("today", "today()", 0, 0, call -> TODAY),
        new FormulaFunction("now", "now()", 0, 0, call -> Typed.of(Scope::now, ValueType.MOMENT)),
        new FormulaFunction(
            "dateAdd", "dateAdd(date, amount, 'day')", 2, 3, DateFunctions::dateAdd),
        FormulaFunction.strict(
            "dateDiff",
            "dateDiff(from, to, 'day')",
            2,
            3,
            ValueType.NUMBER,
            (args, scope) ->
                between(args[0], args[1], unit(args.length > 2 ? args[2] : "day"), scope.zone())),
        FormulaFunction.strict(
            "date",
            "date(value)",
            1,
            1,
            ValueType.DATE,
            (args, scope) -> {
              LocalDate day = Moments.day(args[0], scope.zone());
              if (day == null) {
                throw Faults.moment(args[0]);
              }
              return day;
            }),
        part("year", ZonedDateTime::getYear),
        part("month", ZonedDateTime::getMonthValue),
        part("day", ZonedDateTime::getDayOfMonth),
        part("weekday", time -> time.getDayOfWeek().getValue()),
        part("hour", ZonedDateTime::getHour),
        part("minute", ZonedDateTime::getMinute));
  }

  private static FormulaFunction part(String name, ToIntFunction<ZonedDateTime> part) {
    return FormulaFunction.strict(
        name,
        name + "(date)",
        1,
        1,
        ValueType.NUMBER,
        (args, scope) -> BigDecimal.valueOf(part.applyAsInt(Moments.zoned(args[0], scope.zone()))));
  }

  /** Of a day it stays a day, unless hours or less are added. */
  private static Typed dateAdd(FormulaFunction.Call call) {
    List<Typed> args = call.values();
    Typed date = args.get(0);
    Typed amount = args.get(1);
    Typed unit = args.size() > 2 ? args.get(2) : Typed.constant("day", ValueType.TEXT);
    if (unit.literal() != null && known(unit.literal()) == null) {
      return call.misused();
    }
    boolean days = unit.literal() != null && unit(unit.literal()).isDateBased();
    return Typed.of(
        scope -> {
          Object from = date.eval(scope);
          Object count = amount.eval(scope);
          Object by = unit.eval(scope);
          return Values.empty(from) || Values.empty(count) || Values.empty(by)
              ? null
              : plus(from, Values.whole(count), unit(by), scope.zone());
        },
        date.type() == ValueType.DATE && !days
            ? null
            : date.type() == ValueType.TEXT ? null : date.type());
  }

  private static Object plus(Object from, int count, ChronoUnit unit, ZoneId zone) {
    Temporal time = Moments.dayOrMoment(from, zone);
    try {
      if (time instanceof LocalDate day && unit.isDateBased()) {
        return checked(day.plus(count, unit));
      }
      ZonedDateTime sum = Moments.zoned(from, zone).plus(count, unit);
      checked(sum.toLocalDate());
      return sum.toInstant();
    } catch (DateTimeException | ArithmeticException e) {
      throw (FormulaException) Faults.range().initCause(e);
    }
  }

  private static LocalDate checked(LocalDate day) {
    if (day.getYear() < 1 || day.getYear() > 9999) {
      throw Faults.range();
    }
    return day;
  }

  /** Whole units from one to the other; days by the calendar. */
  private static BigDecimal between(Object from, Object to, ChronoUnit unit, ZoneId zone) {
    ZonedDateTime a = Moments.zoned(from, zone);
    ZonedDateTime b = Moments.zoned(to, zone);
    return BigDecimal.valueOf(
        unit.isDateBased() ? unit.between(a.toLocalDate(), b.toLocalDate()) : unit.between(a, b));
  }

  private static ChronoUnit unit(Object name) {
    ChronoUnit unit = known(name.toString());
    if (unit == null) {
      throw Faults.of("formula_unit", name);
    }
    return unit;
  }

  private static @Nullable ChronoUnit known(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "second", "seconds" -> ChronoUnit.SECONDS;
      case "minute", "minutes" -> ChronoUnit.MINUTES;
      case "hour", "hours" -> ChronoUnit.HOURS;
      case "day", "days" -> ChronoUnit.DAYS;
      case "week", "weeks" -> ChronoUnit.WEEKS;
      case "month", "months" -> ChronoUnit.MONTHS;
      case "year", "years" -> ChronoUnit.YEARS;
      default -> null;
    };
  }
}
