package dev.nacre.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nacre.metadata.Condition;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list as somebody arranged and named it.
 *
 * @param owner who made it, and alone may change it
 * @param roles whoever holds one of them may pick it; empty means only the owner
 */
public record SavedView(
    UUID id, String form, String owner, String name, Set<String> roles, State state) {

  /**
   * What a list shows.
   *
   * @param view the view of the form that it started from; null means the first
   * @param text what the title must contain; empty means anything
   * @param filter what else must hold, part by part
   * @param sort as in the API; null means the view's
   * @param columns field ids in order; empty means the view's
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record State(
      @Nullable String view,
      String text,
      List<Condition> filter,
      @Nullable String sort,
      List<String> columns) {
    /** Absent parts become empty ones. */
    public State {
      text = text == null ? "" : text.strip();
      filter = filter == null ? List.of() : List.copyOf(filter);
      columns = columns == null ? List.of() : List.copyOf(columns);
    }
  }

  /** Whether that is who made it. */
  public boolean of(String person) {
    return owner.equals(person);
  }
}
