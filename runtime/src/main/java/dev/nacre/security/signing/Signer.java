package dev.nacre.security.signing;

import dev.nacre.security.signing.Signature.Algorithm;
import dev.nacre.security.signing.Signature.Filter;
import dev.nacre.security.signing.Signature.Join;
import dev.nacre.security.signing.Signature.NonceFormat;
import dev.nacre.security.signing.Signature.Place;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Signs by that description: raw values, as they are before they are encoded. */
public record Signer(Signature how, String secret) {
  private static final Pattern PLACE =
      Pattern.compile("\\{([A-Za-z0-9_.-]+)(?::([A-Za-z0-9_]+))?}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Signs a request.
   *
   * @return the signature, which is in the request now
   */
  public String sign(Outgoing request, Instant now, ZoneId zone) {
    Place place = how.in() == null ? Place.QUERY : how.in();
    var beside = new TreeMap<String, String>();
    if (how.timestamp() != null) {
      String time = Outgoing.text(TimeFormat.write(now, how.timestamp().format(), zone));
      beside.put(how.timestamp().param(), time);
    }
    if (how.nonce() != null) {
      beside.put(how.nonce().param(), random(how.nonce()));
    }
    beside.forEach((name, value) -> request.put(place, name, value));
    Map<String, String> parameters = request.parameters(place);
    parameters.putAll(beside);
    if (how.body() != null) {
      String json = request.json();
      parameters.put(how.body(), json == null ? "" : json);
    }
    String sign =
        sign(
            parameters,
            name ->
                switch (name) {
                  case "method" -> request.method();
                  case "path" -> request.path();
                  case "body" -> request.text();
                  default -> request.headers().get(name);
                });
    request.put(place, how.param() == null ? "sign" : how.param(), sign);
    return sign;
  }

  /**
   * The signature of those parameters.
   *
   * @param others what else texts may name, and null for what there isn't
   */
  public String sign(Map<String, String> parameters, UnaryOperator<@Nullable String> others) {
    var filling = new Filling(parameters, others, secret);
    byte[] text = bytes(Encoded.text(text(parameters, filling), how.encode()));
    byte[] key = bytes(how.keyText() == null ? secret : filling.fill(how.keyText()));
    String sign =
        how.algorithm() == Algorithm.NONE && how.encoding() == null
            ? new String(text, StandardCharsets.UTF_8)
            : Encoded.written(Encoded.digest(how.algorithm(), key, text), how.encoding());
    return how.value() == null ? sign : filling.with("sign", sign).fill(how.value());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String text(Map<String, String> parameters, Filling filling) {
    String inner =
        how.text() != null
            ? filling.fill(how.text())
            : filled(how.prefix(), filling) + joined(parameters) + filled(how.suffix(), filling);
    return switch (how.secretAt()) {
      case null -> inner;
      case NONE -> inner;
      case BEFORE -> secret + inner;
      case AFTER -> inner + secret;
      case BOTH -> secret + inner + secret;
    };
  }

  private static String filled(@Nullable String text, Filling filling) {
    return text == null ? "" : filling.fill(text);
  }

  private String joined(Map<String, String> parameters) {
    var sorted = new TreeMap<>(parameters);
    if (how.secretAs() != null) {
      sorted.put(how.secretAs(), secret);
    }
    sorted.keySet().removeIf(name -> !signed(name));
    String between = how.between() == null ? "" : how.between();
    Join join = how.join() == null ? Join.PAIRS : how.join();
    Stream<String> parts =
        switch (join) {
          case PAIRS -> sorted.entrySet().stream().map(e -> e.getKey() + between + e.getValue());
          case VALUES -> sorted.values().stream();
          case SORTED_VALUES -> sorted.values().stream().sorted();
          case LENGTHS -> sorted.entrySet().stream().map(Signer::measured);
        };
    String separator = how.separator() != null ? how.separator() : join == Join.LENGTHS ? ";" : "";
    return parts.collect(Collectors.joining(separator));
  }

  /** Characters are counted, not bytes: who counts bytes fails on Chinese text. */
  private static String measured(Map.Entry<String, String> parameter) {
    String name = parameter.getKey();
    String value = parameter.getValue();
    return String.format(
        Locale.ROOT,
        "%02d-%s:%04d-%s",
        name.codePointCount(0, name.length()),
        name,
        value.codePointCount(0, value.length()),
        value);
  }

  private boolean signed(String name) {
    return (how.only() == null || how.only().contains(name))
        && (how.except() == null || !how.except().contains(name));
  }

  private static String random(Signature.Nonce nonce) {
    int length = nonce.length() == null ? 16 : nonce.length();
    NonceFormat format = nonce.format() == null ? NonceFormat.UUID : nonce.format();
    return switch (format) {
      case UUID -> UUID.randomUUID().toString();
      case LETTERS -> random("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", length);
      case DIGITS -> random("0123456789", length);
    };
  }

  private static String random(String of, int length) {
    return RANDOM
        .ints(length, 0, of.length())
        .mapToObj(i -> of.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  /** Places in that text whose filter there isn't. */
  public static List<String> unknownFilters(String text) {
    return PLACE
        .matcher(text)
        .results()
        .map(place -> place.group(2))
        .filter(name -> name != null && filter(name) == null)
        .toList();
  }

  private static @Nullable Filter filter(String name) {
    return Stream.of(Filter.values())
        .filter(filter -> filter.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElse(null);
  }

  /** What stands for names in texts. */
  private record Filling(
      Map<String, String> parameters, UnaryOperator<@Nullable String> others, String secret) {

    Filling with(String name, String value) {
      var more = new TreeMap<>(parameters);
      more.put(name, value);
      return new Filling(more, others, secret);
    }

    String fill(String text) {
      return PLACE
          .matcher(text)
          .replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), place.group(2))));
    }

    private String value(String name, @Nullable String filter) {
      String value = name.equals("secret") ? secret : parameters.get(name);
      String found = value == null ? others.apply(name) : value;
      String text = found == null ? "" : found;
      return filter == null ? text : filtered(text, filter);
    }

    private static String filtered(String value, String name) {
      return switch (filter(name)) {
        case null -> value;
        case URL -> Encoded.url(value);
        case URL_JAVA -> Encoded.text(value, Signature.Encode.URL_JAVA);
        case BASE64 -> Encoded.written(bytes(value), Signature.Encoding.BASE64);
        case MD5 -> digest(Algorithm.MD5, value);
        case SHA1 -> digest(Algorithm.SHA1, value);
        case SHA256 -> digest(Algorithm.SHA256, value);
      };
    }

    private static String digest(Algorithm algorithm, String value) {
      return Encoded.written(Encoded.digest(algorithm, new byte[0], bytes(value)), null);
    }
  }
}
