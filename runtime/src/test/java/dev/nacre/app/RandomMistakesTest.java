package dev.nacre.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever is broken in a sound app, it is told at a place that is there, and nothing falls over.
 */
class RandomMistakesTest {
  private static final int ROUNDS = Integer.getInteger("nacre.mistakes", 300);
  private static final List<String> VALUES =
      List.of(
          "null",
          "0",
          "-1",
          "1e30",
          "true",
          "\"\"",
          "\"x\"",
          "\"A b\"",
          "[]",
          "{}",
          "[null]",
          "[\"x\"]",
          "{\"x\": 1}",
          "{\"expr\": \"1 +\"}",
          "{\"field\": \"x\"}",
          "{\"all\": 1}");

  private final AppFiles sound = sound();
  private final List<String> paths =
      sound.byPath().keySet().stream().filter(path -> path.endsWith(".json")).toList();

  @Test
  void nothingFallsOver() throws IOException {
    assertThat(Checks.check("shop", sound)).isEmpty();
    var random = new Random(11);
    for (int i = 0; i < ROUNDS; i++) {
      String path = paths.get(random.nextInt(paths.size()));
      JsonNode json = Json.MAPPER.readTree(sound.byPath().get(path));
      var said = new StringBuilder(path);
      for (int k = random.nextInt(3); k >= 0; k--) {
        said.append(' ').append(breakSomething(json, random));
      }
      AppFiles broken = sound.with(path, Json.write(json));
      try {
        told(broken, Checks.check("shop", broken));
      } catch (RuntimeException | AssertionError e) {
        fail(said + " " + json, e);
      }
    }
  }

  private static void told(AppFiles files, List<Problem> problems) throws IOException {
    for (Problem problem : problems) {
      assertThat(problem.message(Locale.CHINESE))
          .as(problem.code())
          .isNotEqualTo(problem.message(Locale.ENGLISH));
      assertThat(problem.hint(Locale.ENGLISH)).as(problem.code()).isNotBlank();
      String text = files.byPath().get(String.valueOf(problem.file()));
      assertThat(text).as(problem.toString()).isNotNull();
      if (problem.file().endsWith(".json") && !problem.pointer().isEmpty()) {
        JsonNode root = Json.MAPPER.readTree(text);
        JsonPointer around = JsonPointer.compile(problem.pointer()).head();
        // where all settings are missing, so is what they should say
        boolean there = !root.at(around).isMissingNode() || !root.at(around.head()).isMissingNode();
        assertThat(there).as(problem.toString()).isTrue();
      }
    }
  }

  /** Replaces, renames, removes or repeats something, anywhere. */
  private static String breakSomething(JsonNode root, Random random) throws IOException {
    var all = new ArrayList<JsonNode>();
    collect(root, all);
    JsonNode value = Json.MAPPER.readTree(VALUES.get(random.nextInt(VALUES.size())));
    switch (all.get(random.nextInt(all.size()))) {
      case ObjectNode object when !object.isEmpty() -> {
        var keys = new ArrayList<String>();
        object.fieldNames().forEachRemaining(keys::add);
        String key = keys.get(random.nextInt(keys.size()));
        switch (random.nextInt(4)) {
          case 0 -> object.remove(key);
          case 1 -> object.set(key + "s", object.remove(key));
          case 2 -> object.set("extra", value);
          default -> object.set(key, value);
        }
        return key + " " + value;
      }
      case ArrayNode array when !array.isEmpty() -> {
        int place = random.nextInt(array.size());
        if (random.nextBoolean()) {
          array.set(place, value);
        } else {
          array.add(array.get(place).deepCopy());
        }
        return place + " " + value;
      }
      default -> {
        return JsonNodeFactory.instance.textNode("nothing").textValue();
      }
    }
  }

  private static void collect(JsonNode node, List<JsonNode> all) {
    if (node.isContainerNode()) {
      all.add(node);
      node.forEach(inner -> collect(inner, all));
    }
  }

  private static AppFiles sound() {
    Path root = Path.of(RandomMistakesTest.class.getResource("/mistakes/base").getPath());
    var files = new TreeMap<String, String>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new AppFiles(files);
  }
}
