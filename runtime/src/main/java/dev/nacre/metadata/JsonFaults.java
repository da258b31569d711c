package dev.nacre.metadata;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in our own words why a text is no JSON. */
final class JsonFaults {
  private static final Pattern TWICE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);
  private static final Pattern CHARACTER = Pattern.compile("Unexpected character \\('(.)'");
  private static final Pattern TOKEN = Pattern.compile("Unrecognized token '(.{1,40})");
  private static final Pattern CONTROL =
      Pattern.compile("Illegal unquoted character|Illegal character \\(\\(CTRL-CHAR");

  private JsonFaults() {}

  static Problem problem(IOException e) {
    if (e instanceof StreamConstraintsException) {
      String bound = String.valueOf(e.getMessage());
      if (bound.contains("nesting depth")) {
        return Problem.at("", "json_too_deep", Json.DEPTH);
      }
      return bound.contains("Token count")
          ? Problem.at("", "json_too_many", Json.TOKENS)
          : Problem.at("", "json_part_too_long");
    }
    if (!(e instanceof JsonProcessingException json) || json.getLocation() == null) {
      return Problem.at("", "json_unreadable", "?", "?", "@json.other");
    }
    JsonLocation at = json.getLocation();
    String message = json.getOriginalMessage();
    Matcher twice = TWICE.matcher(message);
    if (twice.find()) {
      return Problem.at(
          "", "json_key_twice", shorten(twice.group(1)), at.getLineNr(), at.getColumnNr());
    }
    return Problem.at(
        "", "json_unreadable", at.getLineNr(), at.getColumnNr(), reason(json, message));
  }

  private static String reason(JsonProcessingException e, String message) {
    if (e instanceof JsonEOFException || message.startsWith("Unexpected end-of-input")) {
      return "@json.end";
    } else if (message.startsWith("Trailing token")) {
      return "@json.more";
    } else if (CONTROL.matcher(message).find()) {
      return "@json.control";
    }
    Matcher token = TOKEN.matcher(message);
    if (token.find()) {
      return "@json.token|" + safe(token.group(1).replaceAll("'.*", "")) + "|";
    }
    Matcher character = CHARACTER.matcher(message);
    if (!character.find()) {
      return message.contains("escape") ? "@json.escape" : "@json.other";
    }
    String found = safe(character.group(1));
    if (message.contains("to start field name")) {
      return "@json.key|" + found + "|";
    } else if (message.contains("comma")) {
      return "@json.comma|" + found + "|";
    }
    return "@json.character|" + found + "|";
  }

  /** The bar ends the argument of a phrase. */
  private static String safe(String text) {
    return text.replace('|', '¦');
  }

  private static String shorten(String text) {
    return text.length() > 60 ? text.substring(0, 57) + "..." : text;
  }
}
