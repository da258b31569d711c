package dev.nacre.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an expression may see while it runs.
 *
 * @param record the record, or within a table the line; null where there is none
 * @param old the record before the change; null where there is none
 * @param parent within a table, the record that the line belongs to; null elsewhere
 * @param user who is asking
 * @param app the app's id
 * @param now the moment that counts as now; one for a whole batch
 * @param zone the app's time zone, in which days begin
 * @param trees {@code source steps input}: JSON by root name
 * @param lookups how {@code lookup(…)} finds other records
 */
public record Scope(
    @Nullable Row record,
    @Nullable Row old,
    @Nullable Row parent,
    User user,
    String app,
    Instant now,
    ZoneId zone,
    Map<String, JsonNode> trees,
    Lookups lookups) {

  /** The same scope for another record. */
  public Scope with(@Nullable Row newRecord, @Nullable Row newOld) {
    return new Scope(newRecord, newOld, null, user, app, now, zone, trees, lookups);
  }

  /** The same scope for a line of that record. */
  public Scope line(Row line, Row of) {
    return new Scope(line, null, of, user, app, now, zone, trees, lookups);
  }

  /** The same scope, which finds other records so. */
  public Scope with(Lookups other) {
    return new Scope(record, old, parent, user, app, now, zone, trees, other);
  }

  /** The same scope with one more tree. */
  public Scope with(String root, JsonNode tree) {
    var all = new java.util.HashMap<>(trees);
    all.put(root, tree);
    return new Scope(record, old, parent, user, app, now, zone, Map.copyOf(all), lookups);
  }

  /**
   * Who is asking, as expressions see it.
   *
   * @param id the sign-in name
   */
  public record User(String id, String name, java.util.Set<String> roles) {}

  /** Finds a value in another form. */
  public interface Lookups {
    /** Finds nothing, ever. */
    Lookups NONE = (form, field, value, wanted) -> null;

    /**
     * The value of {@code wanted} in the first living record of that form whose {@code field}
     * equals the value; null when there is none.
     */
    @Nullable Object find(String form, String field, Object value, String wanted);

    /**
     * Finds at once whatever that work would ask for, which does it for show: it changes nothing
     * that stays, and may be done several times, with nothing for an answer at first.
     */
    default void together(Runnable work) {}
  }
}
