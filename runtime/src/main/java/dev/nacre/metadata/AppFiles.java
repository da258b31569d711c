package dev.nacre.metadata;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of an app, as in its folder or zip.
 *
 * @param byPath path with forward slashes ({@code forms/order.json}) to text
 */
public record AppFiles(SortedMap<String, String> byPath) {

  /** Copies the map. */
  public AppFiles {
    byPath = Collections.unmodifiableSortedMap(new TreeMap<>(byPath));
  }

  /** Some files. */
  public static AppFiles of(Map<String, String> byPath) {
    return new AppFiles(new TreeMap<>(byPath));
  }

  /** The text of one file. */
  public Optional<String> text(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** The same files with that one put or replaced. */
  public AppFiles with(String path, String text) {
    var all = new TreeMap<>(byPath);
    all.put(path, text);
    return new AppFiles(all);
  }

  /** The same files without that one. */
  public AppFiles without(String path) {
    var all = new TreeMap<>(byPath);
    all.remove(path);
    return new AppFiles(all);
  }
}
