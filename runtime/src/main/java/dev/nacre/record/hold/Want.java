package dev.nacre.record.hold;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Field;
import dev.nacre.record.Query;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * So much of one counted record.
 *
 * @param match the fields that say which record: its id, or a group of unique ones
 * @param key their values; with a null among them there is no such record
 * @param among which records may serve: the first of them that has enough does; null when the match
 *     says which one
 * @param quantity above zero
 * @param about what people call it: the values of the match, a name; told back when it is lacking
 */
public record Want(
    List<Field> match,
    List<@Nullable Object> key,
    @Nullable Query among,
    BigDecimal quantity,
    ObjectNode about) {

  /** Of the record that has those values. */
  public Want(
      List<Field> match, List<@Nullable Object> key, BigDecimal quantity, ObjectNode about) {
    this(match, key, null, quantity, about);
  }

  /** Of any record that the question finds, the first one first. */
  public Want(Query among, BigDecimal quantity, ObjectNode about) {
    this(List.of(), List.of(), among, quantity, about);
  }
}
