package dev.nacre.record.field;

import dev.nacre.metadata.Problems;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Entities;
import org.jsoup.safety.Safelist;
import org.jspecify.annotations.Nullable;

/**
 * Text with headings, lists, emphasis, tables and links, kept as HTML of which only what can do no
 * harm is left: no scripts, styles, frames, pictures or handlers, and links to pages and mail only.
 */
@Singleton
public final class RichTextField extends TextValue<RichTextField.Settings> {
  private static final int LONGEST = 100_000;

  private static final Safelist HARMLESS =
      Safelist.none()
          .addTags(
              "p",
              "br",
              "h1",
              "h2",
              "h3",
              "strong",
              "b",
              "em",
              "i",
              "u",
              "s",
              "code",
              "pre",
              "blockquote",
              "ul",
              "ol",
              "li",
              "a",
              "hr",
              "table",
              "thead",
              "tbody",
              "tr",
              "th",
              "td")
          .addAttributes("a", "href")
          .addAttributes("td", "colspan", "rowspan")
          .addAttributes("th", "colspan", "rowspan")
          .addProtocols("a", "href", "http", "https", "mailto")
          .addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow")
          .addEnforcedAttribute("a", "target", "_blank");

  /**
   * How long it may be.
   *
   * @param maxLength characters of the text without its marks; null means 100,000
   */
  public record Settings(@Min(1) @Max(100_000) @Nullable Integer maxLength) {}

  @Override
  public String id() {
    return "rich_text";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  /** A cell without marks is text, whatever characters it has. */
  @Override
  @Nullable String cell(String text, Settings s, String pointer, Problems problems) {
    String html =
        text.matches("(?s).*</?[a-zA-Z].*")
            ? text
            : "<p>" + Entities.escape(text).replace("\n", "<br>") + "</p>";
    return normal(html, s, pointer, problems);
  }

  @Override
  @Nullable String computed(String text, Settings s, String pointer, Problems problems) {
    return cell(text, s, pointer, problems);
  }

  @Override
  @Nullable String normal(String html, Settings s, String pointer, Problems problems) {
    if (Texts.fit(html, null, 4 * LONGEST, null, pointer, problems) == null) {
      return null;
    }
    String clean = harmless(html);
    String plain = plain(clean);
    if (plain.isBlank()) {
      return null;
    }
    int most = s.maxLength() == null ? LONGEST : s.maxLength();
    return Texts.fit(plain, null, most, null, pointer, problems) == null ? null : clean;
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    return plain((String) value);
  }

  /** What is left of a text when everything is taken out that could do harm. */
  public static String harmless(String html) {
    return Jsoup.clean(html, "", HARMLESS, new Document.OutputSettings().prettyPrint(false));
  }

  /** The text without its marks. */
  public static String plain(String html) {
    return Jsoup.parseBodyFragment(html).text();
  }
}
