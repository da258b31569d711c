package dev.nacre.designer.draft;

import java.util.List;

/**
 * Something that several entries of a list say together.
 *
 * @param what it is
 * @param at the positions of those entries
 */
public record Kept<T>(T what, List<Integer> at) {}
