package dev.nacre.designer.render;

import com.vaadin.flow.component.datepicker.DatePicker.DatePickerI18n;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The words of calendars. Days are written as in ISO 8601 in every language. */
public final class Calendars {
  private Calendars() {}

  /** The words of a date picker. */
  public static DatePickerI18n i18n(Locale locale) {
    var i18n = new DatePickerI18n();
    i18n.setDateFormats("yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd", "MM-dd");
    i18n.setMonthNames(
        Arrays.stream(Month.values())
            .map(month -> month.getDisplayName(TextStyle.FULL_STANDALONE, locale))
            .toList());
    i18n.setWeekdays(days(TextStyle.FULL_STANDALONE, locale));
    i18n.setWeekdaysShort(
        days(
            locale.getLanguage().equals("zh")
                ? TextStyle.NARROW_STANDALONE
                : TextStyle.SHORT_STANDALONE,
            locale));
    i18n.setFirstDayOfWeek(1);
    i18n.setToday(Texts.in(locale, "render.today"));
    i18n.setCancel(Texts.in(locale, "render.cancel"));
    return i18n;
  }

  /** Sunday first, as the picker wants them. */
  private static List<String> days(TextStyle style, Locale locale) {
    return IntStream.range(0, 7)
        .mapToObj(i -> DayOfWeek.SUNDAY.plus(i).getDisplayName(style, locale))
        .toList();
  }
}
