package dev.nacre.security.signing;

import dev.nacre.metadata.Problems;
import dev.nacre.security.signing.Signature.Filter;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is wrong with how something is signed, although each part of it has the right shape.
 *
 * @param at where it stands in its file
 */
public record SignatureSettings(Signature signature, String at, Problems problems) {
  /** Tells all of it. */
  public void check() {
    if (signature.timestamp() != null) {
      String format = signature.timestamp().format();
      if (format != null && !TimeFormat.known(format)) {
        problems.add(at + "/timestamp/format", "http_time_format", format);
      }
    }
    if (signature.keyText() != null
        && signature.algorithm() != null
        && !signature.algorithm().name().startsWith("HMAC")) {
      problems.add(
          at + "/keyText",
          "sign_key_of_hmac",
          signature.algorithm().name().toLowerCase(Locale.ROOT));
    }
    filters(signature.text(), "/text");
    filters(signature.prefix(), "/prefix");
    filters(signature.suffix(), "/suffix");
    filters(signature.keyText(), "/keyText");
    filters(signature.value(), "/value");
  }

  private void filters(@Nullable String text, String property) {
    for (String filter : text == null ? java.util.List.<String>of() : Signer.unknownFilters(text)) {
      String known =
          Stream.of(Filter.values())
              .map(f -> f.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
      problems.add(at + property, "sign_filter_unknown", filter, known);
    }
  }
}
