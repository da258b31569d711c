package dev.nacre.workflow;

import dev.nacre.kind.NamesField;
import dev.nacre.kind.NamesField.Of;
import dev.nacre.metadata.Condition;
import jakarta.validation.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;

/**
 * Lots that are counted in place of their record, as soon as it has any.
 *
 * @param table the table of the counted form whose lines they are; they have the same two numbers
 * @param first the field that says which lot goes first: smallest first, empty last; null leaves it
 *     to their order
 * @param where which lots may be taken from; null means all
 */
public record LotSettings(
    @NotEmpty @NamesField(Of.TABLE) String table,
    @NamesField(Of.LINE) @Nullable String first,
    @Nullable Condition where) {}
