package dev.nacre.record.field;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problems;
import jakarta.inject.Singleton;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail address, kept in one spelling, so that what is equal is found: without spaces around it,
 * in small letters, a domain of other scripts as the mail system writes it. Checked by its shape
 * (RFC 5321, without quoted names and bare addresses of machines); whether anybody reads it, only a
 * mail can tell.
 */
@Singleton
public final class EmailField extends TextValue<EmailField.Settings> {
  private static final int LONGEST = 254;
  private static final int LONGEST_LOCAL = 64;
  private static final Pattern LOCAL =
      Pattern.compile("[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*");
  private static final Pattern DOMAIN =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

  /** What is taken, in any of its spellings, as a JSON Schema says it. */
  private static final String SPELLED = "^\\s*[^\\s@＠]+[@＠][^\\s@＠]+\\.[^\\s@＠]+\\s*$";

  /** Nothing to set. */
  public record Settings() {}

  @Override
  public String id() {
    return "email";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public ObjectNode schema(Settings s) {
    return super.schema(s).put("pattern", SPELLED);
  }

  @Override
  @Nullable String normal(String text, Settings s, String pointer, Problems problems) {
    String plain = Texts.plain(text).toLowerCase(Locale.ROOT);
    int at = plain.lastIndexOf('@');
    if (at > 0 && at <= LONGEST_LOCAL && plain.length() <= LONGEST) {
      String domain = domain(plain.substring(at + 1));
      if (domain != null && LOCAL.matcher(plain.substring(0, at)).matches()) {
        return plain.substring(0, at + 1) + domain;
      }
    }
    problems.add(pointer, "email_invalid", Texts.shown(text));
    return null;
  }

  private static @Nullable String domain(String text) {
    try {
      String ascii = IDN.toASCII(text).toLowerCase(Locale.ROOT);
      return DOMAIN.matcher(ascii).matches() ? ascii : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
