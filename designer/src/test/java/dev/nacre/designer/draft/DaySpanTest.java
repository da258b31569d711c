package dev.nacre.designer.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DaySpanTest {
  private static List<Kept<DaySpan>> read(String json) {
    return DaySpan.read(Objects.requireNonNull(Json.read(json, new Problems())));
  }

  @Test
  void readsDaysInARowWithOneNameAsOneHoliday() {
    List<Kept<DaySpan>> spans =
        read(
            """
            [{"date": "2026-09-30", "name": "National Day"},
             {"date": "2026-10-01", "name": "National Day"},
             {"date": "2026-10-02"},
             {"date": "2026-10-03", "from": "09:00", "to": "12:00"}]\
            """);
    assertThat(spans).extracting(Kept::at).containsExactly(List.of(0, 1), List.of(2), List.of(3));
    DaySpan holiday = spans.getFirst().what();
    assertThat(holiday.first()).isEqualTo("2026-09-30");
    assertThat(holiday.last()).isEqualTo("2026-10-01");
    assertThat(holiday.off()).isTrue();
    assertThat(spans.get(2).what().off()).isFalse();
  }

  @Test
  void writesEveryDayOfAHoliday() {
    var week = new DaySpan("2026-02-27", "2026-03-01", TextNode.valueOf("Spring"), null, null);
    assertThat(week.entries())
        .extracting(day -> day.path("date").asText())
        .containsExactly("2026-02-27", "2026-02-28", "2026-03-01");
    assertThat(week.entries()).extracting(JsonNode::size).containsOnly(2);
  }

  @Test
  void keepsADayThatDoesntExistAsItIsWritten() {
    List<Kept<DaySpan>> spans = read("[{\"date\": \"2026-02-30\"}, {\"date\": \"2026-03-01\"}]");
    assertThat(spans).hasSize(2);
    assertThat(spans.getFirst().what().entries())
        .extracting(day -> day.path("date").asText())
        .containsExactly("2026-02-30");
  }

  @Test
  void endsNeverBeforeItBegins() {
    var day = new DaySpan("2026-05-01", "2026-05-03", null, null, null);
    assertThat(day.since("2026-05-10").last()).isEqualTo("2026-05-10");
    assertThat(day.since("2026-05-02").last()).isEqualTo("2026-05-03");
    assertThat(day.until("2026-04-01").last()).isEqualTo("2026-05-01");
  }

  @Test
  void writesNoMoreThanAYearForOneHoliday() {
    assertThat(new DaySpan("2026-01-01", "2036-01-01", null, null, null).entries()).hasSize(366);
  }
}
