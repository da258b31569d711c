package dev.nacre.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of an app, {@code app.json}.
 *
 * @param schemaVersion the format of the app's files; this engine reads 1
 * @param version the pack's own version, free text
 * @param timeZone IANA zone in which dates and times are shown and read; null means UTC
 * @param currency ISO 4217; null means none
 * @param menu what the workspace shows; empty means every form and dashboard
 * @param calendars by which deadlines are counted
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AppDefinition(
    int schemaVersion,
    String id,
    @Nullable String version,
    @Nullable Text name,
    @Nullable Text description,
    @Nullable String timeZone,
    @Nullable String currency,
    List<MenuGroup> menu,
    List<CalendarDefinition> calendars) {

  /** Absent lists become empty ones. */
  public AppDefinition {
    menu = menu == null ? List.of() : List.copyOf(menu);
    calendars = calendars == null ? List.of() : List.copyOf(calendars);
  }

  /** The name, or the id when there is none. */
  public Text title() {
    return name != null ? name : Text.of(id);
  }

  /** The zone in which the app's dates and times are shown and read. */
  public ZoneId zone() {
    try {
      return ZoneId.of(timeZone == null ? "UTC" : timeZone);
    } catch (DateTimeException e) {
      return ZoneId.of("UTC"); // such an app is never published
    }
  }

  /**
   * A titled group of menu items.
   *
   * @param collapsed whether it is closed until somebody opens it; null means no
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record MenuGroup(@Nullable Text label, List<MenuItem> items, @Nullable Boolean collapsed) {
    /** Absent lists become empty ones. */
    public MenuGroup {
      items = items == null ? List.of() : List.copyOf(items);
    }
  }

  /** One entry: exactly one of form and dashboard is set; a form may name one of its views. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record MenuItem(
      @Nullable Text label,
      @Nullable String form,
      @Nullable String view,
      @Nullable String dashboard) {}
}
