package dev.nacre.record.hold;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Field;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * So much of one counted record.
 *
 * @param match the fields that say which record: its id, or a group of unique ones
 * @param key their values; with a null among them there is no such record
 * @param quantity above zero
 * @param about what people call it: the values of the match, a name; told back when it is lacking
 */
public record Want(
    List<Field> match, List<@Nullable Object> key, BigDecimal quantity, ObjectNode about) {}
