package dev.nacre.connector;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A kind that takes files in by itself, from a folder in which others put them.
 *
 * @param <S> its settings
 */
public interface WatchKind<S extends Record> extends DropKind<S> {
  /** Where to look; null when people drop files in. */
  @Nullable Watch watch(S settings);

  /**
   * A folder that is looked into.
   *
   * @param folder absolute, or below the first of the allowed ones
   * @param pattern which files, such as {@code orders-*.csv}
   * @param every how often
   * @param settled a file that was changed later than that isn't taken yet
   * @param archive the folder therein where files go that were read
   * @param errors the folder therein where files go that can't be, and what is wrong with others
   */
  record Watch(
      String folder,
      String pattern,
      Duration every,
      Duration settled,
      String archive,
      String errors) {}
}
