package dev.nacre.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.http.HttpConnector.Signature;
import dev.nacre.metadata.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus in {@code signing/}: how platforms sign, with values worked out by others. */
class SignerTest {

  static List<Path> cases() throws IOException, URISyntaxException {
    Path folder = Path.of(Objects.requireNonNull(SignerTest.class.getResource("/signing")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void signsAsThePlatformDoes(Path file) throws IOException {
    JsonNode json = Json.MAPPER.readTree(Files.readString(file));
    Signature how = Json.MAPPER.treeToValue(json.get("signature"), Signature.class);
    var parameters = new LinkedHashMap<String, String>();
    json.get("parameters")
        .properties()
        .forEach(p -> parameters.put(p.getKey(), p.getValue().asText()));
    assertThat(Signer.sign(how, parameters, json.get("secret").asText()))
        .as(json.path("why").asText())
        .isEqualTo(json.get("expected").asText());
  }
}
