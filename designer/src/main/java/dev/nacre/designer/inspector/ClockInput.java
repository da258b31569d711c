package dev.nacre.designer.inspector;

import com.vaadin.flow.component.combobox.ComboBox;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A time of day, from 00:00 to 24:00; takes what people type, such as 9 or 17.30. */
final class ClockInput extends ComboBox<String> {
  private static final Pattern TYPED = Pattern.compile("(\\d{1,2})(?:[:：.]?(\\d{2}))?");
  private static final int MINUTES = 60;
  private static final List<String> HALF_HOURS =
      IntStream.rangeClosed(0, 48).mapToObj(i -> time(i / 2, i % 2 * 30)).toList();

  ClockInput(String label, String time, Consumer<String> chosen) {
    setLabel(label);
    setItems(HALF_HOURS);
    setAllowCustomValue(true);
    setAllowedCharPattern("[0-9:：.]");
    setManualValidation(true);
    setWidthFull();
    setValue(time);
    addCustomValueSetListener(
        event -> {
          String typed = read(event.getDetail());
          // what is no time changes nothing
          setValue(typed == null ? getValue() : typed);
        });
    addValueChangeListener(
        change -> {
          if (change.getValue() == null) {
            setValue(change.getOldValue());
          } else if (!change.getValue().equals(change.getOldValue())) {
            chosen.accept(change.getValue());
          }
        });
  }

  /** A time as calendars write it; null when it is none. */
  static @Nullable String read(String typed) {
    Matcher matcher = TYPED.matcher(typed.strip());
    if (!matcher.matches()) {
      return null;
    }
    int hour = Integer.parseInt(matcher.group(1));
    int minute = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    boolean fits = minute < MINUTES && (hour < 24 || (hour == 24 && minute == 0));
    return fits ? time(hour, minute) : null;
  }

  private static String time(int hour, int minute) {
    return String.format(Locale.ROOT, "%02d:%02d", hour, minute);
  }
}
