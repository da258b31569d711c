package dev.nacre.kind;

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
            try {
              return Spans.parse(parser.getText());
            } catch (java.time.DateTimeException | ArithmeticException e) {
              throw context.weirdStringException(parser.getText(), Duration.class, "no duration");
            }
          }
        });
    return Json.MAPPER.copy().registerModule(module);
  }

  /**
   * Checks and reads. What doesn't fit is a problem and silent from then on; with problems, what is
   * read is good for finding more of them only.
   *
   * @param settings null means none
   * @param pointer where the settings stand in their file
   * @return null when nothing can be read, with the problems
   */
  public static <S extends Record> @Nullable S read(
      KindDescriptor descriptor,
      Kind<S> kind,
      @Nullable JsonNode settings,
      String pointer,
      Problems problems) {
    JsonNode json = settings == null ? Json.MAPPER.createObjectNode() : settings;
    return Schemas.read(descriptor.compiled(), MAPPER, json, kind.settings(), pointer, problems);
  }
}
