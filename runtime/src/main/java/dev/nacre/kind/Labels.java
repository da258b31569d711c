package dev.nacre.kind;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The labels of kinds, from {@code kinds/<family>.properties} (English) and {@code _zh}: {@code
 * <id>=}, {@code <id>.help=}, {@code <id>.<property>=}, or {@code *.<property>=} for every kind.
 */
final class Labels {
  private static final Map<String, Properties> FILES = new ConcurrentHashMap<>();

  private Labels() {}

  static Optional<String> find(String family, String key, Locale locale) {
    String english = load(family).getProperty(key);
    return Optional.ofNullable(
        locale.getLanguage().equals("zh")
            ? load(family + "_zh").getProperty(key, english)
            : english);
  }

  private static Properties load(String file) {
    return FILES.computeIfAbsent(
        file,
        f -> {
          var properties = new Properties();
          try (InputStream in = Labels.class.getResourceAsStream("/kinds/" + f + ".properties")) {
            if (in != null) {
              properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
          } catch (IOException e) {
            throw new UncheckedIOException(f, e);
          }
          return properties;
        });
  }
}
