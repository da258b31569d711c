package dev.nacre.kind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Schemas;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the {@code settings} of a definition into the settings record of its kind. */
public final class SettingsReader {
  private static final ObjectMapper MAPPER = mapper();

  private SettingsReader() {}

  private static ObjectMapper mapper() {
    var module = new com.fasterxml.jackson.databind.module.SimpleModule("durations");
    module.addDeserializer(
        Duration.class,
        new com.fasterxml.jackson.databind.deser.std.StdDeserializer<Duration>(Duration.class) {
          @Override
          public Duration deserialize(
              com.fasterxml.jackson.core.JsonParser parser,
              com.fasterxml.jackson.databind.DeserializationContext context)
              throws java.io.IOException {
            return Duration.parse(parser.getText());
          }
        });
    return Json.MAPPER.copy().registerModule(module);
  }

  /**
   * Checks and reads.
   *
   * @param settings null means none
   * @param pointer where the settings stand in their file
   * @return null when they don't fit, with the problems
   */
  public static <S extends Record> @Nullable S read(
      KindDescriptor descriptor,
      Kind<S> kind,
      @Nullable JsonNode settings,
      String pointer,
      Problems problems) {
    JsonNode json = settings == null ? Json.MAPPER.createObjectNode() : settings;
    var found = new Problems();
    Schemas.report(descriptor.compiled(), json, pointer, found);
    problems.addAll(found.list());
    if (!found.isEmpty()) {
      return null;
    }
    try {
      return MAPPER.treeToValue(json, kind.settings());
    } catch (JsonProcessingException | java.time.DateTimeException e) {
      problems.add(pointer, "settings_unreadable", String.valueOf(e.getMessage()));
      return null;
    }
  }
}
