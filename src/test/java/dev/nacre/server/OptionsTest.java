package dev.nacre.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void servesTheDemoOnPort8080FromTheDataFolderUnlessTold() {
    Options options = Options.read(List.of(), Map.of());
    assertThat(options.port()).isEqualTo(8080);
    assertThat(options.data()).isEqualTo(Path.of("data").toAbsolutePath());
    assertThat(options.demo()).isTrue();
    assertThat(options.simulator()).isTrue();
    assertThat(options.external()).isNull();
  }

  @Test
  void prefersTheCommandLineToTheEnvironment() {
    var environment = Map.of("NACRE_PORT", "9001", "NACRE_DATA", "/tmp/theirs");
    Options options = Options.read(List.of("--port=9002"), environment);
    assertThat(options.port()).isEqualTo(9002);
    assertThat(options.data()).isEqualTo(Path.of("/tmp/theirs"));
  }

  @Test
  void installsNothingIntoAnEmptyOne() {
    Options options = Options.read(List.of("--empty"), Map.of());
    assertThat(options.demo()).isFalse();
    assertThat(options.simulator()).isFalse();
  }

  @Test
  void neverSimulatesOrdersInSomebodysOwnDatabase() {
    var environment = Map.of("NACRE_DB_URL", "postgresql://db.example/shop");
    assertThat(Options.read(List.of(), environment).demo()).isFalse();
    Options demo = Options.read(List.of("--demo"), environment);
    assertThat(demo.demo()).isTrue();
    assertThat(demo.simulator()).isFalse();
  }

  @Test
  void namesTheOptionsThereAreWhenOneIsUnknown() {
    assertThatThrownBy(() -> Options.read(List.of("--prot", "9000"), Map.of()))
        .asInstanceOf(InstanceOfAssertFactories.type(StartException.class))
        .extracting(e -> e.text(Locale.ENGLISH))
        .asString()
        .contains("--prot")
        .contains("--port <number>");
  }

  @Test
  void refusesWhatIsNoPort() {
    for (String port : List.of("eighty", "-1", "70000")) {
      assertThatThrownBy(() -> Options.read(List.of("--port", port), Map.of()))
          .isInstanceOf(StartException.class)
          .hasMessageContaining(port);
    }
    assertThatThrownBy(() -> Options.read(List.of("--port"), Map.of()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("needs a value");
  }
}
