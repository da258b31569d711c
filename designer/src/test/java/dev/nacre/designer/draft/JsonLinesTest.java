package dev.nacre.designer.draft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonLinesTest {
  private static final String TEXT =
      """
      {
        "id": "a",
        "fields": [
          {"id": "x"},
          {"id": "y",
           "settings": {"a/b": 1}}
        ]
      }
      """;

  @Test
  void findsTheLineOfAPointer() {
    var lines = new JsonLines(TEXT);
    assertThat(lines.line("/id")).isEqualTo(2);
    assertThat(lines.line("/fields/1")).isEqualTo(5);
    assertThat(lines.line("/fields/1/settings/a~1b")).isEqualTo(6);
  }

  @Test
  void givesTheNearestLineForWhatIsMissing() {
    var lines = new JsonLines(TEXT);
    assertThat(lines.line("/fields/0/type")).isEqualTo(4);
    assertThat(lines.line("/name")).isEqualTo(1);
    assertThat(lines.line("")).isEqualTo(1);
  }

  @Test
  void knowsWhatStandsBeforeAFault() {
    var lines = new JsonLines("{\n\"a\": 1,\n\"b\": [1, 2");
    assertThat(lines.line("/b")).isEqualTo(3);
    assertThat(lines.line("/c")).isEqualTo(1);
  }
}
