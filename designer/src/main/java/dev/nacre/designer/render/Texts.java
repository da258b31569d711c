package dev.nacre.designer.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The texts of the screens, in English and Chinese. Every module keeps its own pair of files,
 * {@code texts/<area>.properties} and {@code _zh}; keys are unique over all of them.
 */
public final class Texts {
  /** The areas, one pair of files each. */
  static final List<String> AREAS = List.of("render", "designer", "workspace", "page");

  /** The languages that people can choose. */
  public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);

  private static final Map<String, String> EN = load("");
  private static final Map<String, String> ZH = load("_zh");

  private Texts() {}

  /** The text in that language, {@code {0}} replaced by the first argument; else the key. */
  public static String in(Locale locale, String key, Object... args) {
    String text = all(locale).get(key);
    if (text == null) {
      text = EN.getOrDefault(key, key);
    }
    for (int i = 0; i < args.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(args[i]));
    }
    return text;
  }

  /** Whether there is such a text. */
  public static boolean has(String key) {
    return EN.containsKey(key);
  }

  /** Every text in that language, by key. */
  public static Map<String, String> all(Locale locale) {
    return locale.getLanguage().equals("zh") ? ZH : EN;
  }

  private static Map<String, String> load(String suffix) {
    var all = new TreeMap<String, String>();
    for (String area : AREAS) {
      read("texts/" + area + suffix + ".properties")
          .forEach(
              (key, text) -> {
                if (all.put((String) key, (String) text) != null) {
                  throw new IllegalStateException(
                      "text " + key + " stands twice, again in " + area);
                }
              });
    }
    return Collections.unmodifiableMap(all);
  }

  private static Properties read(String path) {
    var properties = new Properties();
    // the thread's loader sees every module, also where each has a loader of its own
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    if (loader == null) {
      loader = Texts.class.getClassLoader();
    }
    try {
      Enumeration<URL> found = loader.getResources(path);
      if (found.hasMoreElements()) {
        try (InputStream in = found.nextElement().openStream()) {
          properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
      }
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
