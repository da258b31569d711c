package dev.nacre.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The texts of problem codes. Each area of the engine keeps its own pair of files, {@code
 * messages/<area>.properties} (English) and {@code messages/<area>_zh.properties}, with {@code
 * code=what is wrong} and {@code code.hint=what to do}; {@code {0}} is replaced by the first
 * argument. An argument that begins with {@code @} names a phrase: {@code @type.list} is replaced
 * by the text {@code phrase.type.list}, and in {@code @did.mean|price|} its {@code {0}} is the
 * price.
 */
public final class Messages {
  /** The areas, one pair of files each. */
  static final List<String> AREAS =
      List.of(
          "metadata",
          "storage",
          "expression",
          "security",
          "event",
          "record",
          "transfer",
          "connector",
          "channel",
          "workflow",
          "dashboard",
          "app",
          "rest",
          "server");

  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");
  private static final Pattern PHRASE = Pattern.compile("@([a-z_]+\\.[a-z_]+)(?:\\|([^|]*)\\|)?");
  private static final Map<String, String> EN = load("");
  private static final Map<String, String> ZH = load("_zh");

  private Messages() {}

  /** What is wrong; the code itself when no text is known, so that nothing is ever hidden. */
  public static String text(String code, Locale locale, List<String> args) {
    return fill(find(code, locale, code), locale, args);
  }

  /** What to do; empty when there is no hint. */
  public static String hint(String code, Locale locale, List<String> args) {
    return fill(find(code + ".hint", locale, ""), locale, args);
  }

  /** The codes whose texts have that part, in any language. */
  public static Set<String> codes(String part) {
    String wanted = part.toLowerCase(Locale.ROOT);
    return Stream.of(EN, ZH)
        .flatMap(texts -> texts.entrySet().stream())
        .filter(text -> text.getValue().toLowerCase(Locale.ROOT).contains(wanted))
        .map(Map.Entry::getKey)
        .filter(key -> key.indexOf('.') < 0)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String find(String key, Locale locale, String otherwise) {
    String en = EN.getOrDefault(key, otherwise);
    return locale.getLanguage().equals("zh") ? ZH.getOrDefault(key, en) : en;
  }

  private static String fill(String pattern, Locale locale, List<String> args) {
    // in one pass: an argument may itself hold braces
    return PLACE
        .matcher(pattern)
        .replaceAll(
            m -> {
              int place = Integer.parseInt(m.group(1));
              return Matcher.quoteReplacement(
                  place < args.size() ? phrases(args.get(place), locale) : "");
            });
  }

  private static String phrases(String arg, Locale locale) {
    if (!arg.startsWith("@")) {
      return arg;
    }
    return PHRASE
        .matcher(arg)
        .replaceAll(
            m -> {
              String phrase = find("phrase." + m.group(1), locale, m.group());
              String inner = m.group(2) == null ? "" : m.group(2);
              return Matcher.quoteReplacement(phrase.replace("{0}", inner));
            });
  }

  private static Map<String, String> load(String suffix) {
    var all = new TreeMap<String, String>();
    for (String area : AREAS) {
      String path = "/messages/" + area + suffix + ".properties";
      try (InputStream in = Messages.class.getResourceAsStream(path)) {
        if (in == null) {
          continue;
        }
        var properties = new Properties();
        properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String key : properties.stringPropertyNames()) {
          if (all.put(key, properties.getProperty(key)) != null) {
            throw new IllegalStateException("message " + key + " stands twice, again in " + path);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(path, e);
      }
    }
    return all;
  }
}
