package dev.nacre.designer.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.designer.draft.Opening.Break;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OpeningTest {
  private static final List<String> TWO = List.of("mon", "tue");

  private static JsonNode hours(String... entries) {
    String all = "[" + String.join(",", entries) + "]";
    return Objects.requireNonNull(Json.read(all, new Problems()));
  }

  private static String entry(String days, String from, String to) {
    return "{\"days\": [%s], \"from\": \"%s\", \"to\": \"%s\"}".formatted(days, from, to);
  }

  @Test
  void readsStretchesOfTheSameDaysAsOneOpeningWithBreaks() {
    JsonNode written =
        hours(
            entry("\"mon\",\"tue\"", "08:00", "12:00"),
            entry("\"sat\"", "08:00", "12:00"),
            entry("\"tue\",\"mon\"", "13:00", "17:00"));
    assertThat(Opening.read(written))
        .containsExactly(
            new Kept<>(
                new Opening(TWO, "08:00", "17:00", List.of(new Break("12:00", "13:00"))),
                List.of(0, 2)),
            new Kept<>(new Opening(List.of("sat"), "08:00", "12:00", List.of()), List.of(1)));
  }

  @Test
  void keepsHoursThatOverlapOrTouchApart() {
    JsonNode written =
        hours(entry("\"mon\"", "08:00", "12:00"), entry("\"mon\"", "12:00", "17:00"));
    assertThat(Opening.read(written)).hasSize(2);
  }

  @Test
  void writesAStretchBetweenEachTwoBreaks() {
    var day =
        new Opening(
            TWO,
            "08:00",
            "17:00",
            List.of(new Break("10:00", "10:15"), new Break("12:00", "13:00")));
    assertThat(day.entries())
        .extracting(e -> e.path("from").asText() + "-" + e.path("to").asText())
        .containsExactly("08:00-10:00", "10:15-12:00", "13:00-17:00");
    JsonNode written = hours(day.entries().stream().map(JsonNode::toString).toArray(String[]::new));
    assertThat(Opening.read(written)).containsExactly(new Kept<>(day, List.of(0, 1, 2)));
  }
}
