package dev.nacre.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  @Test
  void writesOneObjectALineWhateverTheMessageHolds() {
    var entry = new LogRecord(Level.WARNING, "say \"no\"\nto {0}");
    entry.setLoggerName("dev.nacre");
    entry.setThrown(new IllegalStateException("broken"));
    String line = new LogLines.Lines().format(entry);
    assertThat(line).endsWith("\n").containsOnlyOnce("\n");
    JsonNode json = Json.read(line, new Problems());
    assertThat(json).isNotNull();
    assertThat(json.path("level").asText()).isEqualTo("WARNING");
    assertThat(json.path("message").asText()).startsWith("say \"no\"\nto");
    assertThat(json.path("error").asText()).contains("IllegalStateException: broken");
  }
}
