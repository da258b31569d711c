package dev.nacre.designer.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A line that is being written sends what somebody wrote, not what the engine made of it. */
class LineRowTest {
  private static final String ENGINE =
      "{\"sku\":\"coat\",\"qty\":1,\"price\":900,\"gift\":false,\"amount\":900}";

  private final List<RenderedField> columns =
      Stream.of(
              "{\"id\":\"sku\",\"type\":\"text\"}",
              "{\"id\":\"qty\",\"type\":\"number\",\"default\":1}",
              "{\"id\":\"price\",\"type\":\"money\",\"readOnly\":true,"
                  + "\"default\":{\"expr\":\"lookup('price','sku',sku,'amount')\"}}",
              "{\"id\":\"gift\",\"type\":\"boolean\"}",
              "{\"id\":\"amount\",\"type\":\"money\",\"formula\":\"qty * price\"}")
          .map(LineRowTest::json)
          .map(json -> Json.MAPPER.convertValue(json, FieldDefinition.class))
          .map(SampleRenderers.all()::of)
          .toList();
  private final LineRow row =
      new LineRow(
          columns,
          new RenderContext(Locale.ENGLISH, ZoneId.of("Asia/Shanghai"), "CNY", Links.NONE),
          () -> {},
          () -> {});

  private static JsonNode json(String text) {
    return Objects.requireNonNull(Json.read(text, new Problems()));
  }

  @Test
  void leavesTheDefaultsOfANewLineToTheEngine() {
    row.show(json("{\"sku\":\"coat\"}"));
    row.refresh(json(ENGINE));

    assertThat(row.value()).isEqualTo(json("{\"sku\":\"coat\",\"gift\":false}"));
  }

  @Test
  void sendsALineThatWasThereAsItIs() {
    row.show(json(ENGINE.replace("{", "{\"id\":\"7\",")));

    assertThat(row.value().toString())
        .contains("\"id\":\"7\"", "\"sku\":\"coat\"", "\"qty\":1", "\"price\":900")
        .doesNotContain("amount");
  }
}
