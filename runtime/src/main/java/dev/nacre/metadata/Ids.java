package dev.nacre.metadata;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ids of definitions and fields: they become columns, URLs and variable names, so they are
 * plain.
 */
public final class Ids {
  /** What an id looks like. */
  public static final String PATTERN = "[a-z][a-z0-9_]{0,39}";

  /** The fields that every record has: no other field may have such an id, in either spelling. */
  public static final Set<String> SYSTEM =
      Set.of(
          "id",
          "version",
          "createdAt",
          "createdBy",
          "updatedAt",
          "updatedBy",
          "created_at",
          "created_by",
          "updated_at",
          "updated_by",
          "deleted_at",
          "app_version");

  private static final Pattern VALID = Pattern.compile(PATTERN);
  private static final int LONGEST = 40;

  private Ids() {}

  /** Whether that is an id. */
  public static boolean valid(String id) {
    return VALID.matcher(id).matches();
  }

  /**
   * A valid id near what was meant: {@code Boss Flag} becomes {@code boss_flag}; where nothing
   * Latin is left, the English label is tried, else {@code otherwise}.
   *
   * @param label the English label; may be null
   * @param otherwise a valid id
   */
  public static String suggest(String wanted, @Nullable String label, String otherwise) {
    String id = plain(wanted);
    if (id.isEmpty() && label != null) {
      id = plain(label);
    }
    return id.isEmpty() ? otherwise : id;
  }

  private static String plain(String text) {
    String id =
        Normalizer.normalize(text, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .replaceAll("(\\p{Ll})(\\p{Lu})", "$1_$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^[_0-9]+|_+$", "");
    return id.length() > LONGEST ? id.substring(0, LONGEST) : id;
  }
}
