package dev.nacre.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Text;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What past records would have become under a draft, beside what is served, and what schedules
 * would have done. However many were played, so many differences are kept as people can read.
 *
 * @param rows records that differ, newest first, 500 at most
 * @param times times of schedules that differ, by workflow and newest first, 500 at most
 * @param sums in what all of them differ, the most frequent first
 * @param stuck records that even what is served refuses today, so that nothing can be told of them;
 *     100 at most
 */
public record RuleTrial(
    Reached reached, List<Row> rows, List<Time> times, List<Sum> sums, List<Stuck> stuck) {
  /** Copies the lists. */
  public RuleTrial {
    rows = List.copyOf(rows);
    times = List.copyOf(times);
    sums = List.copyOf(sums);
    stuck = List.copyOf(stuck);
  }

  /**
   * How far it has gone.
   *
   * @param of how many records are meant
   * @param played how many were played
   * @param left how many were not, since a workflow made them and they belong to another one's
   *     story
   * @param differing how many differ
   * @param stuck how many could not be made again
   * @param times the same of times of schedules
   */
  public record Reached(int of, int played, int left, int differing, int stuck, Times times) {
    /** Of times of schedules: how many are meant, were played, and differ. */
    public record Times(int of, int played, int differing) {}

    /** How many there were, of records and times. */
    public int done() {
      return played + left + times.played();
    }

    /** How many there are to be. */
    public int all() {
      return of + times.of();
    }
  }

  /** A record that could not be made again, and why. */
  public record Stuck(UUID record, String title, List<Problem> problems) {}

  /** How many records and times differ in the same thing. */
  public record Sum(What what, String name, Text label, long rows) {}

  /** A record that differs. */
  public record Row(UUID record, String title, List<Difference> differences) {}

  /**
   * A time at which a schedule does something else.
   *
   * @param workflow its id
   * @param label the same for people
   * @param at in the app's zone
   */
  public record Time(String workflow, Text label, ZonedDateTime at, List<Difference> differences) {}

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
