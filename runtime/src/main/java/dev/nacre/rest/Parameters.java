package dev.nacre.rest;

import dev.nacre.metadata.Problem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads path, query and header parameters. */
final class Parameters {
  /** The longest page. */
  static final int MOST = 500;

  private Parameters() {}

  /** The id of something; what can't be one isn't found. */
  static UUID id(String text) {
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equals(text.toLowerCase(Locale.ROOT))) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw RequestException.notFound("id_wrong", text);
  }

  /** The id that a query parameter gives; null when it isn't given. */
  static @Nullable UUID id(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw wrong(name, text, "a UUID");
    }
  }

  /** The number of an entry in its path; what can't be one isn't there: {@code code} says so. */
  static long entry(String text, String code) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw RequestException.notFound(code, text);
    }
  }

  /** The entry before which a page begins; null for the first page. */
  static @Nullable Long before(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    try {
      return Long.valueOf(cursor);
    } catch (NumberFormatException e) {
      throw wrong("cursor", cursor, "next");
    }
  }

  /** A moment; null when it isn't given. */
  static @Nullable Instant moment(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      // a plus that wasn't escaped comes as a space
      return OffsetDateTime.parse(text.strip().replace(' ', '+')).toInstant();
    } catch (DateTimeException e) {
      throw wrong(name, text, "2026-03-01T08:00:00Z");
    }
  }

  /** How many at most: 50 unless said, 1 to 500. */
  static int limit(@Nullable String text) {
    return text == null ? 50 : number("limit", text, MOST);
  }

  /** How long at most; null when it isn't given. */
  static @Nullable Duration duration(String name, @Nullable String text, Duration most) {
    if (text == null) {
      return null;
    }
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative() && duration.compareTo(most) <= 0) {
        return duration;
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw wrong(name, text, "PT30S, P7D; " + most + " at most");
  }

  static int number(String name, String text, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw wrong(name, text, "1.." + most);
  }

  static boolean flag(String name, @Nullable String text) {
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.isEmpty() || text.equals("true")) {
      return true;
    }
    throw wrong(name, text, "true, false");
  }

  /** A list with commas; empty when it isn't given. */
  static Set<String> list(@Nullable String text) {
    return text == null || text.isBlank()
        ? Set.of()
        : new LinkedHashSet<>(Arrays.stream(text.split(",")).map(String::strip).toList());
  }

  /** The version that {@code If-Match} asks for; null when any will do. */
  static @Nullable Long ifMatch(@Nullable String header) {
    if (header == null || header.isBlank() || header.strip().equals("*")) {
      return null;
    }
    String text = header.strip().replaceFirst("^W/", "").replaceAll("^\"|\"$", "");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw RequestException.unreadable("", "if_match_wrong");
    }
  }

  static RequestException wrong(String name, String value, String allowed) {
    return RequestException.invalid(
        List.of(Problem.at("/" + name, "parameter_wrong", name, value, allowed)));
  }
}
