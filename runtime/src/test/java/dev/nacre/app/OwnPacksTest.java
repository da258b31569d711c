package dev.nacre.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.AppFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnPacksTest {

  @ParameterizedTest
  @ValueSource(strings = {"order_hub", "blank"})
  void nothingIsWrongWithThePacksThatComeWithNacre(String pack) throws IOException {
    Path folder = root().resolve("templates").resolve(pack);
    Map<String, String> files = new HashMap<>();
    try (var paths = Files.walk(folder)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    assertThat(Checks.check(pack, AppFiles.of(files))).isEmpty();
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("nacre")) ? here : here.getParent();
  }
}
