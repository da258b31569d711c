package dev.nacre.app.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.AppFiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final String FORM =
      """
      {"id": "a", "fields": [{"id": "x", "type": "number", "settings": {"min": 1}},
        {"id": "y", "type": "text"}], "unique": [["x"]]}
      """;

  @Test
  void namesFieldsByTheirIds() {
    assertThat(
            found(
                FORM.replace("\"min\": 1", "\"min\": 2")
                    .replace("{\"id\": \"y\"", "{\"id\": \"z\"")))
        .containsExactly(
            "fields/x/settings/min 1 -> 2",
            "fields/y {\"id\":\"y\",\"type\":\"text\"} -> null",
            "fields/z null -> {\"id\":\"z\",\"type\":\"text\"}");
  }

  @Test
  void saysWhenOnlyTheOrderDiffers() {
    String turned =
        """
        {"id": "a", "fields": [{"id": "y", "type": "text"},
          {"id": "x", "type": "number", "settings": {"min": 1.0}}], "unique": [["x"]]}
        """;
    var found = Difference.between(files(FORM), files(turned));
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().moved()).isTrue();
    assertThat(found.getFirst().path()).containsExactly("fields");
  }

  @Test
  void findsNothingWhereOnlySpacesDiffer() {
    assertThat(found(FORM.replace(" ", "  "))).isEmpty();
  }

  @Test
  void namesNewAndLostFiles() {
    var found =
        Difference.between(
            AppFiles.of(Map.of("scripts/a.js", "1")), AppFiles.of(Map.of("scripts/b.js", "1")));
    assertThat(found).extracting(Difference::file).containsExactly("scripts/a.js", "scripts/b.js");
    assertThat(found.getFirst().after()).isNull();
    assertThat(found.getLast().before()).isNull();
  }

  private static List<String> found(String after) {
    return Difference.between(files(FORM), files(after)).stream()
        .map(d -> String.join("/", d.path()) + " " + d.before() + " -> " + d.after())
        .toList();
  }

  private static AppFiles files(String form) {
    return AppFiles.of(Map.of("forms/a.json", form));
  }
}
