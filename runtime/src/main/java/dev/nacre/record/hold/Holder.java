package dev.nacre.record.hold;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who holds something: a record, through a step of a workflow.
 *
 * @param id the record; the instance where the workflow has none
 * @param form the record's form; null where it has none
 */
public record Holder(UUID id, @Nullable String form, UUID instance, String workflow, String step) {}
