package dev.nacre.designer.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.draft.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The hours of a week: a row for each day, from midnight to midnight. */
final class WeekChart extends Div {
  private static final int DAY = 24 * 60;

  WeekChart(Desk desk, JsonNode hours) {
    addClassName("nd-week");
    add(new Span(), scale(), new Span());
    for (String day : Opening.WEEK) {
      var name = new Span(desk.text("day." + day));
      var track = new Div();
      track.addClassName("nd-week-track");
      List<String> words = new ArrayList<>();
      for (JsonNode entry : hours) {
        if (has(entry.path("days"), day)) {
          String from = entry.path("from").asText();
          String to = entry.path("to").asText();
          bar(track, minute(from), minute(to));
          words.add(from + "–" + to);
        }
      }
      words.sort(String::compareTo);
      var text = new Span(words.isEmpty() ? "–" : String.join(" ", words));
      text.addClassName("nd-week-hours");
      add(name, track, text);
    }
  }

  private static Div scale() {
    var scale = new Div();
    scale.addClassName("nd-week-scale");
    for (String hour : List.of("0", "6", "12", "18", "24")) {
      scale.add(new Span(hour));
    }
    scale.getElement().setAttribute("aria-hidden", "true");
    return scale;
  }

  private static void bar(Div track, int from, int to) {
    if (from >= 0 && to > from) {
      var bar = new Div();
      bar.getStyle().set("left", percent(from)).set("width", percent(to - from));
      track.add(bar);
    }
  }

  private static String percent(int minutes) {
    return String.format(Locale.ROOT, "%.2f%%", 100.0 * minutes / DAY);
  }

  /** A minute of the day; -1 where it is written wrongly. */
  private static int minute(String time) {
    return time.matches("\\d\\d:\\d\\d")
        ? Integer.parseInt(time, 0, 2, 10) * 60 + Integer.parseInt(time, 3, 5, 10)
        : -1;
  }

  private static boolean has(JsonNode days, String day) {
    for (JsonNode one : days) {
      if (one.asText().equals(day)) {
        return true;
      }
    }
    return false;
  }
}
