package dev.nacre.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dashboard: widgets on a grid of 12 columns. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DashboardDefinition(
    String id, @Nullable Text name, @Nullable Text description, List<Widget> widgets) {

  /** Absent lists become empty ones. */
  public DashboardDefinition {
    widgets = widgets == null ? List.of() : List.copyOf(widgets);
  }

  /** The name, or the id when there is none. */
  public Text title() {
    return name != null ? name : Text.of(id);
  }

  /**
   * One widget.
   *
   * @param type a widget type id
   * @param at where it stands; null means after the one before
   * @param settings the type's own part; null means none
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Widget(
      String id,
      String type,
      @Nullable Text title,
      @Nullable Place at,
      @Nullable JsonNode settings) {

    /** The title, or the id when there is none. */
    public Text heading() {
      return title != null ? title : Text.of(id);
    }
  }

  /** Column, row, width and height in grid cells; the grid is 12 wide. */
  public record Place(int x, int y, int w, int h) {}
}
