package dev.nacre.designer.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Days in a row that differ from the week in the same way, such as a holiday of a week. A calendar
 * writes each day as an entry of its own.
 *
 * @param first ISO 8601, or what is written in its place
 * @param last the same as the first where it is one day
 * @param name what they are called; null when nobody said
 * @param from when work begins; null, like {@code to}, on days off
 */
public record DaySpan(
    String first,
    String last,
    @Nullable JsonNode name,
    @Nullable String from,
    @Nullable String to) {
  /** Nobody means more than a year by one holiday. */
  private static final int MOST = 366;

  private static final String DATE = "date";
  private static final String NAME = "name";
  private static final String FROM = "from";
  private static final String TO = "to";

  /** What the days of a calendar say. */
  public static List<Kept<DaySpan>> read(JsonNode days) {
    var all = new ArrayList<Kept<DaySpan>>();
    for (int i = 0; i < days.size(); i++) {
      DaySpan one = one(days.get(i));
      Kept<DaySpan> before = all.isEmpty() ? null : all.getLast();
      if (before != null && one.follows(before.what())) {
        var at = new ArrayList<>(before.at());
        at.add(i);
        all.set(all.size() - 1, new Kept<>(before.what().until(one.first), at));
      } else {
        all.add(new Kept<>(one, List.of(i)));
      }
    }
    return all;
  }

  private static DaySpan one(JsonNode day) {
    String date = day.path(DATE).asText();
    return new DaySpan(date, date, day.get(NAME), text(day, FROM), text(day, TO));
  }

  private static @Nullable String text(JsonNode day, String name) {
    return day.hasNonNull(name) ? day.path(name).asText() : null;
  }

  private boolean follows(DaySpan other) {
    Optional<LocalDate> day = date(first);
    return day.isPresent()
        && date(other.last).map(before -> before.plusDays(1)).equals(day)
        && Objects.equals(name, other.name)
        && Objects.equals(from, other.from)
        && Objects.equals(to, other.to);
  }

  /** A day as it is written; empty when there is no such day. */
  public static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Whether nobody works then. */
  public boolean off() {
    return from == null && to == null;
  }

  /** The entries that say it, a day each. */
  public List<JsonNode> entries() {
    var entries = new ArrayList<JsonNode>();
    entries.add(entry(first));
    LocalDate end = date(last).orElse(null);
    LocalDate day = date(first).map(one -> one.plusDays(1)).orElse(null);
    while (end != null && day != null && !day.isAfter(end) && entries.size() < MOST) {
      entries.add(entry(day.toString()));
      day = day.plusDays(1);
    }
    return entries;
  }

  private ObjectNode entry(String date) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode().put(DATE, date);
    if (name != null) {
      entry.set(NAME, name);
    }
    if (from != null) {
      entry.put(FROM, from);
    }
    if (to != null) {
      entry.put(TO, to);
    }
    return entry;
  }

  /** The same from another day on; it still ends on the same day, unless that was before. */
  public DaySpan since(String day) {
    return new DaySpan(day, day.compareTo(last) > 0 ? day : last, name, from, to);
  }

  /** The same up to another day. */
  public DaySpan until(String day) {
    return new DaySpan(first, day.compareTo(first) < 0 ? first : day, name, from, to);
  }

  /** The same by another name. */
  public DaySpan called(@Nullable JsonNode other) {
    return new DaySpan(first, last, other, from, to);
  }

  /** The same with work at other times, or none at all. */
  public DaySpan open(@Nullable String begin, @Nullable String end) {
    return new DaySpan(first, last, name, begin, end);
  }
}
