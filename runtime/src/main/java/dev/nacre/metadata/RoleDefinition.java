package dev.nacre.metadata;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A role: nothing is granted that isn't here.
 *
 * @param forms form id to what may be done with its records
 * @param dashboards dashboard ids
 * @param workflows workflow id to {@code start}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RoleDefinition(
    String id,
    @Nullable Text name,
    @Nullable Text description,
    Map<String, FormGrant> forms,
    List<String> dashboards,
    Map<String, String> workflows) {

  /** Absent maps become empty ones. */
  public RoleDefinition {
    forms = forms == null ? Map.of() : Map.copyOf(forms);
    dashboards = dashboards == null ? List.of() : List.copyOf(dashboards);
    workflows = workflows == null ? Map.of() : Map.copyOf(workflows);
  }

  /** The name, or the id when there is none. */
  public Text title() {
    return name != null ? name : Text.of(id);
  }

  /**
   * What may be done with one form's records.
   *
   * @param fields field id to mark; fields not named may be read and written
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record FormGrant(
      @Nullable Grant create,
      @Nullable Grant read,
      @Nullable Grant update,
      @Nullable Grant delete,
      @Nullable Grant restore,
      @Nullable Grant export,
      @com.fasterxml.jackson.annotation.JsonProperty("import") @Nullable Grant importing,
      Map<String, Mark> fields) {
    /** Absent maps become empty ones. */
    public FormGrant {
      fields = fields == null ? Map.of() : Map.copyOf(fields);
    }
  }

  /** {@code true}, or {@code {"where": condition}}; {@code false} grants nothing. */
  public record Grant(boolean granted, @Nullable Condition where) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Grant read(JsonNode json) {
      return json.isBoolean()
          ? new Grant(json.booleanValue(), null)
          : new Grant(true, Condition.read(json.path("where")));
    }

    @JsonValue
    JsonNode json() {
      return where == null
          ? BooleanNode.valueOf(granted)
          : JsonNodeFactory.instance.objectNode().set("where", where.json());
    }
  }

  /** How a granted form's field is limited. */
  public enum Mark {
    /** May be read, not written. */
    READ,
    /** Read-only, and shown with most of it covered. */
    MASK,
    /** Not there at all: neither shown, filtered, sorted nor aggregated. */
    HIDDEN;

    @JsonCreator
    static Mark read(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT));
    }

    /** The JSON form. */
    @JsonValue
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
