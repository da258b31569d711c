package dev.nacre.security.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus in {@code signing/}: how platforms sign, with values worked out by others. */
class SignerTest {
  private static final Instant NOW = Instant.parse("2025-11-11T02:30:00Z");
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

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
    Map<String, String> others = values(json.path("others"));
    assertThat(
            new Signer(how, json.get("secret").asText())
                .sign(values(json.get("parameters")), others::get))
        .as(json.path("why").asText())
        .isEqualTo(json.get("expected").asText());
  }

  private static Map<String, String> values(JsonNode json) {
    var values = new LinkedHashMap<String, String>();
    json.properties().forEach(p -> values.put(p.getKey(), p.getValue().asText()));
    return values;
  }

  private static Signature how(String json) throws IOException {
    return Json.MAPPER.readValue(json.replace('\'', '"'), Signature.class);
  }

  private static Outgoing request(@Nullable ObjectNode body) {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    headers.put("X-App", "a1");
    return new Outgoing(
        "POST", "/v1/orders", new TreeMap<>(Map.of("q", "1")), new TreeMap<>(), headers, body);
  }

  @Test
  void putsTimeAndSignatureIntoTheBodyAndSignsItsMembers() throws IOException {
    ObjectNode body = Json.MAPPER.createObjectNode().put("type", "list").put("page", 1);
    Outgoing request = request(body);
    String sign =
        new Signer(
                how(
                    "{'algorithm':'md5','secretAt':'both','in':'body','timestamp':"
                        + "{'param':'timestamp','format':'epoch_seconds'}}"),
                "s")
            .sign(request, NOW, SHANGHAI);
    assertThat(Json.MAPPER.readTree(request.text()))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"page": 1, "sign": "%s", "timestamp": "1762828200", "type": "list"}\
                """
                    .formatted(sign)));
    byte[] text =
        "spage1q1timestamp1762828200typelists".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(sign)
        .isEqualTo(
            Encoded.written(Encoded.digest(Signature.Algorithm.MD5, new byte[0], text), null));
    assertThat(body.has("sign")).isFalse();
  }

  @Test
  void signsTheBytesThatGoOutAndTheHeadersThatAreNamed() throws IOException {
    Outgoing request = request(Json.MAPPER.createObjectNode().put("b", "2").put("a", "号"));
    new Signer(
            how(
                "{'algorithm':'none','text':'{method} {path} {x-app} {body:sha256}',"
                    + "'in':'header','param':'X-Sign'}"),
            "s")
        .sign(request, NOW, SHANGHAI);
    byte[] sent =
        Objects.requireNonNull(request.text()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    String digest =
        Encoded.written(Encoded.digest(Signature.Algorithm.SHA256, new byte[0], sent), null);
    assertThat(request.headers()).containsEntry("X-Sign", "POST /v1/orders a1 " + digest);
  }

  @Test
  void makesUpANonceThatIsSignedAndSent() throws IOException {
    Signature how =
        how(
            "{'algorithm':'none','separator':'&','between':'=','nonce':"
                + "{'param':'nonce','format':'digits','length':8}}");
    Outgoing one = request(null);
    Outgoing other = request(null);
    String sign = new Signer(how, "s").sign(one, NOW, SHANGHAI);
    new Signer(how, "s").sign(other, NOW, SHANGHAI);
    assertThat(one.query().get("nonce")).matches("\\d{8}").isNotEqualTo(other.query().get("nonce"));
    assertThat(sign).isEqualTo("nonce=" + one.query().get("nonce") + "&q=1");
  }

  @Test
  void tellsOfFiltersThatThereArent() {
    assertThat(Signer.unknownFilters("{a}{b:url}{c:rot13}")).containsExactly("rot13");
  }
}
