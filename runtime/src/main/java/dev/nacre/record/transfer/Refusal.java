package dev.nacre.record.transfer;

import dev.nacre.metadata.Problem;
import java.util.List;

/**
 * A row of a file that was not taken.
 *
 * @param line where it stands; the first is 1
 * @param cells as they stand there
 */
public record Refusal(long line, List<String> cells, List<Problem> problems) {}
