package dev.nacre.designer.render;

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
        public String title(String form, UUID id) {
          return id.toString();
        }

        @Override
        public @Nullable String address(String form, UUID id) {
          return null;
        }
      };

  /** A record that can be chosen. */
  record Choice(UUID id, String title) {}

  /**
   * The first records whose title contains the text; all when it is blank.
   *
   * @param filter which records may be chosen; null means all
   */
  List<Choice> search(String form, String text, @Nullable Condition filter, int limit);

  /** What people call that record; its id when it can't be seen. */
  String title(String form, UUID id);

  /** Where that record is shown, relative to the application; null when nowhere. */
  @Nullable String address(String form, UUID id);
}
