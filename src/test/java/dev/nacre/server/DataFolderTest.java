package dev.nacre.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @Test
  void tellsWhoComesSecondWhereTheFirstAnswers(@TempDir Path folder) {
    try (DataFolder first = DataFolder.take(folder.resolve("new"), "http://localhost:1234")) {
      assertThat(first.path()).isDirectory();
      assertThatThrownBy(() -> DataFolder.take(first.path(), "http://localhost:5678"))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("http://localhost:1234")
          .hasMessageContaining(first.path().toString());
    }
  }

  @Test
  void isFreeAgainAfterwards(@TempDir Path folder) {
    DataFolder.take(folder, "http://localhost:1234").close();
    DataFolder.take(folder, "http://localhost:1234").close();
  }

  @Test
  void saysWhenItCannotBeWritten(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> DataFolder.take(file, "http://localhost:1234"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(file.toString());
  }
}
