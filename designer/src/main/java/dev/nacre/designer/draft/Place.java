package dev.nacre.designer.draft;

import org.jspecify.annotations.Nullable;

/**
 * Where a field stands or shall stand on a form.
 *
 * @param section the section's index; the fields that no section names are in the last one
 * @param before the id of the field behind it; null for the end of the section
 */
public record Place(int section, @Nullable String before) {}
