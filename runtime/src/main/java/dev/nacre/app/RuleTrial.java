package dev.nacre.app;

import static java.util.stream.Collectors.counting;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Text;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What past records would have become under a draft, beside what is served.
 *
 * @param played how many records were played
 * @param left how many were not, since a workflow made them and they belong to another one's story
 * @param rows those that differ, newest first
 * @param stuck records that even what is served refuses today, so that nothing can be told of them
 */
public record RuleTrial(int played, int left, List<Row> rows, List<Stuck> stuck) {
  /** Copies the lists. */
  public RuleTrial {
    rows = List.copyOf(rows);
    stuck = List.copyOf(stuck);
  }

  /** A record that could not be made again, and why. */
  public record Stuck(UUID record, String title, List<Problem> problems) {}

  /** How many records differ in the same thing. */
  public record Sum(What what, String name, Text label, long rows) {}

  /** In what the records differ, the most frequent first. */
  public List<Sum> sums() {
    record Thing(What what, String name, Text label) {}
    return rows.stream()
        .flatMap(row -> row.differences().stream())
        .collect(
            Collectors.groupingBy(
                d -> new Thing(d.what(), d.name(), d.label()), LinkedHashMap::new, counting()))
        .entrySet()
        .stream()
        .map(e -> new Sum(e.getKey().what(), e.getKey().name(), e.getKey().label(), e.getValue()))
        .sorted(Comparator.comparingLong(Sum::rows).reversed())
        .toList();
  }

  /** A record that differs. */
  public record Row(UUID record, String title, List<Difference> differences) {}

  /**
   * One thing that differs.
   *
   * @param name what it is about: ids of a field, step, role or person, operation, workflow, form
   * @param label the same for people
   * @param before as it is served; null when there is nothing
   * @param after as the draft would have it; null when there is nothing
   */
  public record Difference(
      What what, String name, Text label, @Nullable Side before, @Nullable Side after) {}

  /** Either side of a difference: a value with how people read it, or only that. */
  public record Side(@Nullable JsonNode value, List<Text> texts, List<Problem> problems) {
    /** Only words. */
    static Side of(List<Text> texts) {
      return new Side(null, texts, List.of());
    }
  }

  /** What a difference is about. */
  public enum What {
    /** A field of the record at the end. */
    FIELD,
    /** Whose task a step was, and what was decided. */
    TASK,
    /** Who is told what. */
    MESSAGE,
    /** What is done outside. */
    CALL,
    /** How a workflow ends, or where it stands. */
    WORKFLOW,
    /** What is written of other records. */
    OTHERS,
    /** What people or partners did and these rules refuse. */
    REFUSED;

    /** The JSON form. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
