package dev.nacre.record.field;

import dev.nacre.metadata.Problems;
import jakarta.inject.Singleton;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a page on the web. Only {@code http} and {@code https}: whatever else a browser
 * would open, such as {@code javascript:}, could harm whoever follows it.
 */
@Singleton
public final class UrlField extends TextValue<UrlField.Settings> {
  private static final int LONGEST = 2000;
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");
  private static final Pattern HOST =
      Pattern.compile("([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  /** Nothing to set. */
  public record Settings() {}

  @Override
  public String id() {
    return "url";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  /** The scheme may be left out, as people do; scheme and host go in small letters. */
  @Override
  @Nullable String normal(String text, Settings s, String pointer, Problems problems) {
    String plain = text.strip();
    if (!SCHEME.matcher(plain).matches() || plain.matches("[^/:]+:\\d+(/.*)?")) {
      plain = "https://" + plain;
    }
    String url = plain.length() > LONGEST ? null : web(plain);
    if (url == null) {
      problems.add(pointer, "url_invalid", Texts.shown(text));
    }
    return url;
  }

  private static @Nullable String web(String text) {
    int begin = text.indexOf("://");
    if (begin < 0) {
      return null;
    }
    String scheme = text.substring(0, begin).toLowerCase(Locale.ROOT);
    int end = begin + 3;
    while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String authority = text.substring(begin + 3, end);
    int port = authority.lastIndexOf(':');
    String host = host(port < 0 ? authority : authority.substring(0, port));
    if (host == null || !(scheme.equals("http") || scheme.equals("https"))) {
      return null;
    }
    try {
      // a name in front of the host, as in https://bank.example@elsewhere, deceives
      URI uri =
          new URI(
              scheme
                  + "://"
                  + host
                  + (port < 0 ? "" : authority.substring(port))
                  + text.substring(end).replace(" ", "%20"));
      return uri.getHost() == null || uri.getUserInfo() != null ? null : uri.toString();
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static @Nullable String host(String text) {
    try {
      String ascii = IDN.toASCII(text).toLowerCase(Locale.ROOT);
      return HOST.matcher(ascii).matches() ? ascii : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
