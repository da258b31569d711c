package dev.nacre.workflow;

import dev.nacre.kind.NamesField;
import dev.nacre.kind.NamesField.Of;
import dev.nacre.kind.OneOf;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Value;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something of which so much is wanted, for the record, for each of its lines, or for each part of
 * what a line links to.
 *
 * @param each a table of the workflow's record: names are then the line's, {@code record.…} the
 *     record's; null means once
 * @param parts a link and a table of its form ({@code bundle.parts}): once for each line of that
 *     table, whose names are {@code part.…}; null means not
 * @param where for which of them; null means for all
 * @param match which counted record: values for {@code id} or for fields that are unique together
 * @param among or the first of several that has enough
 * @param quantity how much; nothing and 0 want nothing
 * @param name what people call it when there isn't enough; null means as the record is called
 */
@OneOf({"match", "among"})
public record WantSettings(
    @NamesField(Of.RECORD_TABLE) @Nullable String each,
    @NamesField(Of.LINKED_TABLE) @Nullable String parts,
    @Nullable Condition where,
    @Nullable Map<String, Value> match,
    @Nullable Among among,
    @NotNull Value quantity,
    @Nullable Value name) {
  /**
   * Counted records of which any will do.
   *
   * @param where which; fields are theirs, formulas see the workflow's record; null means all
   * @param sort field ids, {@code -} before one means largest first; null means oldest first
   */
  public record Among(@Nullable Condition where, @Nullable List<String> sort) {}
}
