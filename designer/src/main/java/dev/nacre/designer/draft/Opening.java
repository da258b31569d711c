package dev.nacre.designer.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * When people work on some days of the week, as they say it: from when to when, and with which
 * breaks. A calendar writes each stretch between two breaks as an entry of its own.
 *
 * @param days {@code mon} to {@code sun}
 * @param from such as {@code 09:00}
 * @param to later on the same day
 * @param breaks from first to last
 */
public record Opening(List<String> days, String from, String to, List<Break> breaks) {
  /** The days of the week, as calendars name them. */
  public static final List<String> WEEK = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private static final String FROM = "from";
  private static final String TO = "to";

  /** Copies the lists. */
  public Opening {
    days = List.copyOf(days);
    breaks = List.copyOf(breaks);
  }

  /** A time in which nobody works. */
  public record Break(String from, String to) {}

  /** What the hours of a calendar say; what can't be a break is an opening of its own. */
  public static List<Kept<Opening>> read(JsonNode hours) {
    var all = new ArrayList<Kept<Opening>>();
    for (int i = 0; i < hours.size(); i++) {
      Opening one = one(hours.get(i));
      int before = all.size() - 1;
      while (before >= 0 && !one.follows(all.get(before).what())) {
        before--;
      }
      if (before < 0) {
        all.add(new Kept<>(one, List.of(i)));
      } else {
        var at = new ArrayList<>(all.get(before).at());
        at.add(i);
        all.set(before, new Kept<>(all.get(before).what().then(one), at));
      }
    }
    return all;
  }

  private static Opening one(JsonNode entry) {
    var days = new ArrayList<String>();
    entry.path("days").forEach(day -> days.add(day.asText()));
    return new Opening(days, entry.path(FROM).asText(), entry.path(TO).asText(), List.of());
  }

  private boolean follows(Opening other) {
    return new HashSet<>(days).equals(new HashSet<>(other.days)) && from.compareTo(other.to) > 0;
  }

  private Opening then(Opening later) {
    var all = new ArrayList<>(breaks);
    all.add(new Break(to, later.from));
    return new Opening(days, from, later.to, all);
  }

  /** The entries that say it. */
  public List<JsonNode> entries() {
    var entries = new ArrayList<JsonNode>();
    String begin = from;
    for (Break rest : breaks) {
      entries.add(entry(begin, rest.from));
      begin = rest.to;
    }
    entries.add(entry(begin, to));
    return entries;
  }

  private ObjectNode entry(String begin, String end) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    ArrayNode names = entry.putArray("days");
    WEEK.stream().filter(days::contains).forEach(names::add);
    return entry.put(FROM, begin).put(TO, end);
  }

  /** The same on other days. */
  public Opening on(List<String> other) {
    return new Opening(other, from, to, breaks);
  }

  /** The same between other times. */
  public Opening between(String begin, String end) {
    return new Opening(days, begin, end, breaks);
  }

  /** The same with other breaks. */
  public Opening with(List<Break> other) {
    return new Opening(days, from, to, other);
  }
}
