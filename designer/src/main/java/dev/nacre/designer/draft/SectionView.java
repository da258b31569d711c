package dev.nacre.designer.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A section as the canvas draws it.
 *
 * @param written whether the form's layout names it; else it holds what no section names
 * @param label as the definition has it; null when there is none
 * @param columns how many fields stand side by side
 * @param fields their definitions, in order
 */
public record SectionView(
    boolean written, @Nullable JsonNode label, int columns, List<ObjectNode> fields) {
  /** The columns of a section that says nothing. */
  public static final int COLUMNS = 2;
}
