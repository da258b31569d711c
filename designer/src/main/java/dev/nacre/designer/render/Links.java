package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Condition;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How renderers find the records that links point to; the screen that shows them knows. */
public interface Links {
  /** Finds nothing: for previews without records. */
  Links NONE =
      new Links() {
        @Override
        public List<Choice> search(
            String form, String text, @Nullable Condition filter, int limit) {
          return List.of();
        }

        @Override
        public String title(String form, JsonNode link) {
          return link.isObject() ? link.path("id").asText() : link.asText();
        }

        @Override
        public @Nullable String address(String form, UUID id) {
          return null;
        }
      };

  /** Somebody who can be chosen. */
  record Person(String id, String name) {}

  /** Everybody who can be chosen, by name. */
  default List<Person> people() {
    return List.of();
  }

  /** What somebody with that sign-in name is called. */
  default String person(String id) {
    return id;
  }

  /** Where files go, and where they are seen; null where there are none, as in a preview. */
  default @Nullable FileDesk files() {
    return null;
  }

  /** A record that can be chosen. */
  record Choice(UUID id, String title) {}

  /**
   * The first records whose title contains the text; all when it is blank.
   *
   * @param filter which records may be chosen; null means all
   */
  List<Choice> search(String form, String text, @Nullable Condition filter, int limit);

  /**
   * What people call a linked record.
   *
   * @param link its id, or the record itself, as record JSON has either
   */
  String title(String form, JsonNode link);

  /** Where that record is shown, relative to the application; null when nowhere. */
  @Nullable String address(String form, UUID id);
}
