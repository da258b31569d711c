package dev.nacre;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FrontendTest {

  /**
   * Vaadin's ready-made bundle serves as long as nothing adds front-end code to it. Something did
   * when packages of Node appear: a {@code @JsModule}, {@code @NpmPackage} or {@code @CssImport}.
   */
  @Test
  void needsNoNode() throws IOException {
    for (Path folder : new Path[] {root(), root().resolve("src"), root().resolve("designer")}) {
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("node_modules");
      }
    }
  }

  private static Path root() {
    Path folder = Path.of(URI.create(FrontendTest.class.getResource("/").toString()));
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
