package dev.nacre.record;

import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.Value;
import dev.nacre.storage.Identifiers;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * All that people have written into a record's text fields, as one text that one trigram index can
 * hold, in small letters. Chinese characters stand apart, so that even one or two of them can be
 * found by the index, which otherwise needs three letters in a row.
 *
 * <p>A filter that asks for a part of any of these fields implies that the text has that part: the
 * index finds the few records where it may hold, and the filter decides. So one index serves every
 * field, and nobody finds by it what they may not see.
 */
final class SearchDocument {
  private static final String HAN = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff";

  /** What has a trigram to be found by: a character that stands apart, or three in a row. */
  private static final Pattern FINDABLE =
      Pattern.compile("[" + HAN + "]|[\\p{L}\\p{N}]{3}", Pattern.UNICODE_CHARACTER_CLASS);

  private final Form form;
  private final List<Field> fields;

  private SearchDocument(Form form, List<Field> fields) {
    this.form = form;
    this.fields = fields;
  }

  /** Of that form's records; empty when they hold no text. */
  static Optional<SearchDocument> of(Form form) {
    List<Field> fields = form.fields().stream().filter(Field::searched).toList();
    return fields.isEmpty() ? Optional.empty() : Optional.of(new SearchDocument(form, fields));
  }

  /** In SQL; of the columns themselves when the alias is empty. */
  String sql(String alias) {
    String prefix = alias.isEmpty() ? "" : alias + ".";
    String all =
        String.join(
            " || E'\\n' || ",
            fields.stream().map(f -> "coalesce(" + prefix + f.column() + ", '')").toList());
    // small letters of ASCII alone: those of other scripts depend on the database's language
    return "regexp_replace(lower(("
        + all
        + ") collate \"C\") collate \"default\", '(["
        + HAN
        + "])', ' \\1 ', 'g')";
  }

  /** A part of a text as it stands in there, for {@code like}. */
  static String pattern(String part) {
    String apart = small(part).replaceAll("([" + HAN + "])", " $1 ");
    return "%" + apart.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }

  private static String small(String text) {
    var small = new StringBuilder(text);
    for (int i = 0; i < small.length(); i++) {
      char c = small.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        small.setCharAt(i, (char) (c + 'a' - 'A'));
      }
    }
    return small.toString();
  }

  /** The name of the index, which differs when the text does. */
  String index() {
    var sum = new CRC32();
    sum.update(sql("").getBytes(StandardCharsets.UTF_8));
    return Identifiers.fit(prefix(form.id()) + Long.toHexString(sum.getValue()));
  }

  /** How the names of such indexes of a form begin. */
  static String prefix(String form) {
    return form + "$s$";
  }

  /** Parts that the text must have where that condition holds; few or none. */
  Set<String> implied(Condition condition) {
    return switch (condition) {
      case Condition.Compare(String field, Op op, Value.Literal(var literal))
          when (op == Op.CONTAINS || op == Op.STARTS_WITH)
              && literal.isTextual()
              && FINDABLE.matcher(literal.textValue()).find()
              && has(field) ->
          Set.of(small(literal.textValue()));
      case Condition.All(List<Condition> parts) -> {
        var all = new HashSet<String>();
        parts.forEach(part -> all.addAll(implied(part)));
        yield all;
      }
      case Condition.Any(List<Condition> parts) -> {
        Set<String> every = null;
        for (Condition part : parts) {
          Set<String> one = implied(part);
          if (every == null) {
            every = new HashSet<>(one);
          } else {
            every.retainAll(one);
          }
        }
        yield every == null ? Set.of() : every;
      }
      case Condition.Compare c -> Set.of();
      case Condition.Not n -> Set.of();
      case Condition.Some s -> Set.of();
    };
  }

  private boolean has(String field) {
    return fields.stream().anyMatch(f -> f.id().equals(field));
  }
}
