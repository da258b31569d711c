package dev.nacre.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.acceptance.RunningNacre;
import dev.nacre.acceptance.SharedNacre;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tokens and keys whose time is over, and tokens that come at the same time. */
class TokenIT {
  @RegisterExtension static final SharedNacre SHARED = new SharedNacre();
  @TempDir static Path folder;
  private final Instant now = Instant.now();
  private final Instant later = now.plusSeconds(3600);
  private static Issuer issuer;
  private static RunningNacre vouched;
  private static RunningNacre local;

  @BeforeAll
  static void start() throws Exception {
    issuer = new Issuer();
    Files.createDirectories(folder.resolve("vouched"));
    vouched =
        RunningNacre.with(
            folder.resolve("vouched/data"),
            Map.of(
                "NACRE_OIDC_ISSUER",
                issuer.address(),
                "NACRE_OIDC_CLIENT_ID",
                "nacre",
                "NACRE_OIDC_CLIENT_SECRET",
                "what-only-nacre-knows"),
            "--empty");
    local = SHARED.nacre();
  }

  @AfterAll
  static void stop() {
    if (vouched != null) {
      vouched.close();
    }
    issuer.close();
  }

  private static HttpResponse<String> me(String token) {
    return vouched.get("/api/v1/me", "Bearer " + token);
  }

  private static String roles(String token) {
    HttpResponse<String> answer = me(token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return RunningNacre.json(answer).path("roles").path("order_hub").toString();
  }

  private static void isExpired(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = RunningNacre.json(answer).at("/problems/0");
    assertThat(problem.path("code").asText()).isEqualTo("sign_in_expired");
    assertThat(problem.path("message").asText()).contains("expired");
    assertThat(problem.path("hint").asText()).contains("new token");
  }

  private static void isUnknown(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(RunningNacre.json(answer).at("/problems/0/code").asText())
        .isEqualTo("not_signed_in");
  }

  @Test
  void aTokenPastItsEndIsToldSoAndMakesNoAccount() throws Exception {
    String past = issuer.token("late", now.minusSeconds(600), now.minusSeconds(300), "a:b");
    isExpired(me(past));
    String eve = issuer.token("eve", now, later, "nacre-administrator");
    assertThat(vouched.get("/api/v1/users", "Bearer " + eve).body())
        .contains("\"eve\"")
        .doesNotContain("late");
  }

  @Test
  void aTokenEndsWhileItIsUsed() throws Exception {
    String brief = issuer.token("bo", now, Instant.now().plusSeconds(3), "order_hub:sales");
    assertThat(me(brief).statusCode()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(me(brief).statusCode()).isEqualTo(401));
    isExpired(me(brief));
  }

  @Test
  void aTokenThatWasNeverGoodIsNotCalledExpired() throws Exception {
    String good = issuer.token("kim", now, later, "order_hub:sales");
    isUnknown(me(good.substring(0, good.lastIndexOf('.')) + ".AAAA"));
    isUnknown(me("nonsense"));
    isUnknown(me("a.%%%.c"));
    try (var other = new Issuer()) {
      isUnknown(me(other.token("kim", now, later, "order_hub:sales")));
    }
  }

  @Test
  void ofTwoTokensOfOneSecondTheSecondTakesRolesAndTheFirstDoesNotGiveThemBack() throws Exception {
    String wide = issuer.token("ann", now, later, "order_hub:sales", "order_hub:finance");
    String narrow = issuer.token("ann", now, later, "order_hub:sales");
    assertThat(roles(wide)).isEqualTo("[\"finance\",\"sales\"]");
    assertThat(roles(narrow)).isEqualTo("[\"sales\"]");
    assertThat(roles(wide)).isEqualTo("[\"sales\"]");
    String next = issuer.token("ann", now.plusSeconds(1), later, "order_hub:finance");
    assertThat(roles(next)).isEqualTo("[\"finance\"]");
    assertThat(roles(wide)).as("an older token says nothing").isEqualTo("[\"finance\"]");
  }

  @Test
  void ofTwoTokensOfOneSecondTheSecondTakesTheAdministrator() throws Exception {
    String wide = issuer.token("root", now, later, "nacre-administrator");
    String narrow = issuer.token("root", now, later);
    assertThat(vouched.get("/api/v1/users", "Bearer " + wide).statusCode()).isEqualTo(200);
    assertThat(vouched.get("/api/v1/users", "Bearer " + narrow).statusCode()).isEqualTo(403);
    assertThat(vouched.get("/api/v1/users", "Bearer " + wide).statusCode()).isEqualTo(403);
  }

  @Test
  void tokensOfOneSecondAllAtOnceLeaveOnlyWhatAllOfThemSay() throws Exception {
    String wide = issuer.token("may", now, later, "order_hub:sales", "order_hub:finance");
    String narrow = issuer.token("may", now, later, "order_hub:sales");
    var answers =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> me(i % 2 == 0 ? wide : narrow).statusCode())
            .toList();
    assertThat(answers).containsOnly(200);
    assertThat(roles(wide)).isEqualTo("[\"sales\"]");
  }

  @Test
  void aKeyEndsWhenItWasToldTo() {
    String at = Instant.now().plusSeconds(4).toString();
    HttpResponse<String> made =
        local.post("/api/v1/users/admin/keys", "{\"name\":\"brief\",\"expiresAt\":\"" + at + "\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String key = "Bearer " + RunningNacre.json(made).path("key").asText();
    assertThat(local.get("/api/v1/me", key).statusCode()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(local.get("/api/v1/me", key).statusCode()).isEqualTo(401));
    isExpired(local.get("/api/v1/me", key));
    isUnknown(local.get("/api/v1/me", key + "x"));
  }

  @Test
  void aKeyWithAnEndThatIsNoneOrOverIsRefused() {
    for (String end : new String[] {"tomorrow", "2026-13-45T00:00:00Z", "2020-01-01T00:00:00Z"}) {
      HttpResponse<String> refused =
          local.post("/api/v1/users/admin/keys", "{\"name\":\"k\",\"expiresAt\":\"" + end + "\"}");
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
      assertThat(RunningNacre.json(refused).at("/problems/0/pointer").asText())
          .isEqualTo("/expiresAt");
    }
  }
}
