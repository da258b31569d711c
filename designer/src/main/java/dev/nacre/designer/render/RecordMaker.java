package dev.nacre.designer.render;

import dev.nacre.metadata.Condition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the input of a link makes the record that isn't there yet; the screen around the input knows.
 */
public interface RecordMaker {
  /** Makes nothing: where values are only compared, or nothing is stored. */
  RecordMaker NONE =
      new RecordMaker() {
        @Override
        public boolean may(String form) {
          return false;
        }

        @Override
        public String title(String form) {
          return form;
        }

        @Override
        public void make(Wish wish, Consumer<Links.Choice> made) {
          throw new IllegalStateException("nothing can be made here");
        }
      };

  /**
   * A record that somebody looked for and didn't find.
   *
   * @param form the form's id
   * @param typed what was typed into the input; blank when nothing was
   * @param filter which records the link may lead to; null means all
   */
  record Wish(String form, String typed, @Nullable Condition filter) {}

  /** Whether the person may make records of that form here. */
  boolean may(String form);

  /** What people call the form. */
  String title(String form);

  /**
   * Lets the person make it.
   *
   * @param made told once it is stored, when it may be chosen; never when the person gives up
   */
  void make(Wish wish, Consumer<Links.Choice> made);
}
