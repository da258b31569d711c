package dev.nacre.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads whom a part of a release takes. */
final class AudienceReader {
  private static final String KEYS = "all any not role user form field some";

  private AudienceReader() {}

  /** Null when nothing of it can be read; then there is a problem. */
  static @Nullable Audience read(JsonNode json, String pointer, Problems problems) {
    if (json.has("field") || json.has("some")) {
      return records(json, pointer, problems);
    }
    if (!json.isObject() || json.size() != 1) {
      problems.add(pointer, "release_when_wrong", KEYS);
      return null;
    }
    String key = json.fieldNames().next();
    JsonNode value = json.get(key);
    String at = pointer + "/" + Json.escape(key);
    return switch (key) {
      case "all" -> parts(value, at, Audience.All::new, problems);
      case "any" -> parts(value, at, Audience.Any::new, problems);
      case "not" -> {
        Audience part = read(value, at, problems);
        yield part == null ? null : new Audience.Not(part);
      }
      case "role" -> names(value, at, Audience.Role::new, problems);
      case "user" -> names(value, at, Audience.User::new, problems);
      case "form" -> names(value, at, Audience.OnForm::new, problems);
      default -> {
        problems.add(at, "release_when_wrong", KEYS);
        yield null;
      }
    };
  }

  private static @Nullable Audience records(JsonNode json, String pointer, Problems problems) {
    var found = new Problems();
    Schemas.check("request/query", Json.MAPPER.createObjectNode().set("filter", json), found);
    if (!found.isEmpty()) {
      int prefix = "/filter".length();
      found
          .list()
          .forEach(
              p ->
                  problems.add(
                      pointer + p.pointer().substring(Math.min(prefix, p.pointer().length())),
                      p.code(),
                      p.args().toArray()));
      return null;
    }
    return new Audience.Records(Condition.read(json));
  }

  private static @Nullable Audience parts(
      JsonNode array, String pointer, Function<List<Audience>, Audience> of, Problems problems) {
    if (!array.isArray() || array.isEmpty()) {
      problems.add(pointer, "release_when_list");
      return null;
    }
    var parts = new ArrayList<Audience>();
    for (int i = 0; i < array.size(); i++) {
      Audience part = read(array.get(i), pointer + "/" + i, problems);
      if (part != null) {
        parts.add(part);
      }
    }
    return parts.size() < array.size() ? null : of.apply(List.copyOf(parts));
  }

  private static @Nullable Audience names(
      JsonNode value, String pointer, Function<List<String>, Audience> of, Problems problems) {
    var ids = new ArrayList<String>();
    if (value.isTextual()) {
      ids.add(value.textValue());
    } else if (value.isArray()) {
      value.forEach(one -> ids.add(one.isTextual() ? one.textValue() : ""));
    }
    if (ids.isEmpty() || ids.contains("")) {
      problems.add(pointer, "release_when_name");
      return null;
    }
    return of.apply(List.copyOf(ids));
  }
}
