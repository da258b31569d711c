package dev.nacre.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.connector.Partner;
import dev.nacre.connector.Partner.Asked;
import dev.nacre.connector.Partner.Said;
import dev.nacre.connector.TestCalls;
import dev.nacre.event.OutboxState;
import dev.nacre.metadata.Problem;
import dev.nacre.security.SealedTokens;
import dev.nacre.security.TokenStore.Holder;
import dev.nacre.security.TokenStore.Token;
import dev.nacre.security.egress.Egress;
import dev.nacre.security.egress.EgressPolicy;
import dev.nacre.storage.Database;
import dev.nacre.storage.JdbcDatabase;
import dev.nacre.storage.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenTest {
  private static final String OAUTH =
      """
      {'type': 'oauth2', 'user': 'shop-7', 'key': {'secret': 'client'},
       'oauth': {'tokenUrl': '%s/token', 'scope': 'orders write'}}\
      """;

  private static final String OWN =
      """
      {'type': 'token', 'in': 'query', 'name': 'access_token',
       'token': {'ask': {'request': {'path': '/cgi-bin/token', 'query':
          {'grant_type': 'client_credential', 'secret': {'secret': 'client'}}}}}}\
      """;

  private final Egress egress =
      new Egress(new EgressPolicy("127.0.0.1/32", List.of(), InetAddress::getAllByName));
  private final Database database = new JdbcDatabase(TestPostgres.migratedDatabase());
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final SealedTokens tokens = new SealedTokens(database, () -> now, new byte[32]);
  private final TestCalls calls = new TestCalls(new HttpConnector(egress, tokens));
  private final Partner partner = new Partner();
  private final AtomicInteger given = new AtomicInteger();

  @BeforeEach
  void start() {
    calls.secrets.put("client", "s3cret");
    calls.app.now = now;
    partner.always(this::answer);
  }

  @AfterEach
  void close() throws IOException {
    partner.close();
    egress.close();
  }

  /** Gives token after token; only the last one is good. */
  private Said answer(Asked asked) {
    if (asked.path().endsWith("/token")) {
      int no = given.incrementAndGet();
      return Said.fine(
          "{'access_token':'t%d','refresh_token':'r%d','expires_in':7200}".formatted(no, no));
    }
    String good = "t" + given.get();
    return good.equals(asked.get("access_token"))
            || ("Bearer " + good).equals(asked.headers().get("Authorization"))
        ? Said.fine("{'errcode': 0}")
        : asked.query().containsKey("access_token")
            ? Said.fine("{'errcode': 42001, 'errmsg': 'access_token expired'}")
            : new Said(401, "{}", Map.of());
  }

  private void publish(String auth, String more) {
    calls.publish(connector(auth.replace("%s", partner.url()), more));
  }

  private String connector(String auth, String more) {
    return """
    {'id': 'api', 'kind': 'http', 'settings': {'baseUrl': '%s', 'auth': %s%s},
     'operations': [{'id': 'send', 'request': {'method': 'post', 'path': '/send', 'body': {}}}]}\
    """
        .formatted(partner.url(), auth, more);
  }

  private void send(int times) {
    for (int i = 0; i < times; i++) {
      calls.say("api", "{}");
      calls.work();
    }
  }

  private void later(Duration time) {
    now = now.plus(time);
    calls.app.now = now;
  }

  private List<Asked> asked(String end) {
    return partner.asked.stream().filter(one -> one.path().endsWith(end)).toList();
  }

  private List<Map<String, String>> forms() {
    return asked("/token").stream().map(one -> Partner.form(one.body())).toList();
  }

  @Test
  void asksForATokenOnceAndUsesItWhileItLasts() {
    publish(OAUTH, "");
    send(3);
    assertThat(forms())
        .containsExactly(
            Map.of(
                "grant_type",
                "client_credentials",
                "scope",
                "orders write",
                "client_id",
                "shop-7",
                "client_secret",
                "s3cret"));
    assertThat(asked("/send"))
        .extracting(one -> one.headers().get("Authorization"))
        .containsExactly("Bearer t1", "Bearer t1", "Bearer t1");
  }

  @Test
  void saysWhoTheClientIsInAHeaderWhereItIsToldTo() {
    publish(
        OAUTH.replace(
            "'scope': 'orders write'", "'client': 'header', 'parameters': {'audience': 'x'}"),
        "");
    send(1);
    assertThat(forms())
        .containsExactly(Map.of("grant_type", "client_credentials", "audience", "x"));
    assertThat(asked("/token").getFirst().headers().get("Authorization"))
        .isEqualTo(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("shop-7:s3cret".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void hasTheNextOneForTheRenewalShortlyBeforeItEnds() {
    publish(OAUTH, "");
    send(1);
    later(Duration.ofSeconds(7_139));
    send(1);
    assertThat(given).hasValue(1);
    later(Duration.ofSeconds(1));
    send(1);
    assertThat(forms().getLast())
        .isEqualTo(
            Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                "r1",
                "client_id",
                "shop-7",
                "client_secret",
                "s3cret"));
    assertThat(asked("/send").getLast().headers().get("Authorization")).isEqualTo("Bearer t2");
  }

  @Test
  void asksLikeTheFirstTimeWhenTheRenewalIsNoGoodAnyMore() {
    publish(OAUTH, "");
    send(1);
    later(Duration.ofHours(3));
    partner.once(new Said(400, "{\"error\":\"invalid_grant\"}", Map.of()));
    send(1);
    assertThat(forms())
        .extracting(form -> form.get("grant_type"))
        .containsExactly("client_credentials", "refresh_token", "client_credentials");
    assertThat(calls.last().state()).isEqualTo(OutboxState.SENT);
  }

  @Test
  void hasTheNextOneWhenItIsRefusedAndAsksOnceMore() {
    publish(OAUTH, "");
    send(1);
    given.incrementAndGet(); // somebody else has had one, which ended ours
    send(1);
    assertThat(calls.last().state()).isEqualTo(OutboxState.SENT);
    assertThat(calls.last().attempts()).isEqualTo(1);
    assertThat(given).hasValue(3);
  }

  @Test
  void givesUpWhenTheNextOneIsRefusedToo() {
    publish(OAUTH, "");
    partner.always(
        asked -> asked.path().endsWith("/token") ? answer(asked) : new Said(401, "{}", Map.of()));
    send(1);
    assertThat(calls.last().state()).isEqualTo(OutboxState.DEAD);
    assertThat(calls.last().problems())
        .extracting(Problem::code)
        .containsExactly("partner_refuses");
    assertThat(given).hasValue(2);
  }

  @Test
  void findsInAnAnswerOfStatus200ThatTheTokenHasEnded() {
    publish(
        OWN,
        ", 'errors': {'code': '/errcode', 'ok': ['0'], 'rules': [{'code': ['42001'], 'is':"
            + " 'renew'}]}");
    send(1);
    given.incrementAndGet();
    send(1);
    assertThat(calls.last().state()).isEqualTo(OutboxState.SENT);
    assertThat(asked("/send"))
        .extracting(one -> one.get("access_token"))
        .containsExactly("t1", "t1", "t3");
    assertThat(asked("/token").getLast().query())
        .isEqualTo(Map.of("grant_type", "client_credential", "secret", "s3cret"));
  }

  @Test
  void signsCallsWithTheTokenInThemAndWhatAsksForIt() {
    publish(
        """
        {'type': 'token', 'in': 'query', 'name': 'access_token', 'key': {'secret': 'client'},
         'signature': {'algorithm': 'md5', 'secretAt': 'both', 'in': 'query', 'param': 'sign'},
         'token': {'ask': {'request': {'path': '/auth/token', 'query': {'grant': 'self'}}},
           'renew': {'request': {'path': '/renew/token', 'query': {'with': {'expr': 'input.renewal'}}}},
           'value': '/access_token', 'renewal': '/refresh_token', 'lasts': '/expires_in'}}\
        """,
        ", 'query': {'app': '7'}");
    send(1);
    later(Duration.ofHours(3));
    send(1);
    assertThat(asked("/token"))
        .extracting(Asked::path, one -> one.get("app"), one -> one.get("with"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("/auth/token", "7", ""),
            org.assertj.core.groups.Tuple.tuple("/renew/token", "7", "r1"));
    assertThat(asked("/token")).allSatisfy(one -> assertThat(one.get("sign")).hasSize(32));
    assertThat(asked("/send").getLast().query())
        .containsEntry("access_token", "t2")
        .containsKey("sign");
  }

  @Test
  void tellsWhenTheServiceGivesNone() {
    publish(OAUTH, "");
    partner.once(Said.fine("{'error': 'invalid_client'}"));
    send(1);
    assertThat(calls.last().problems()).extracting(Problem::code).containsExactly("token_missing");
    assertThat(asked("/send")).isEmpty();
  }

  /** Whether a token was given is not known then, but that the effect wasn't done is. */
  @Test
  void triesAgainLaterWhenTheServiceBreaksAlsoWhatMustNotHappenTwice() {
    publish(OAUTH, "");
    partner.once(new Said(500, "", Map.of()));
    calls.say("api", TestCalls.nothing(), false);
    calls.work();
    assertThat(calls.last().state()).isEqualTo(OutboxState.PENDING);
    later(Duration.ofMinutes(10));
    calls.work();
    assertThat(calls.last().state()).isEqualTo(OutboxState.SENT);
  }

  /** Many services end the old token when they give a new one: two who ask lock each other out. */
  @Test
  void manyWhoNeedOneAtTheSameTimeAskOnce() throws Exception {
    publish(OAUTH, "");
    partner.alone(false);
    var other = new HttpConnector(egress, new SealedTokens(database, () -> now, new byte[32]));
    var second = new TestCalls(other);
    second.secrets.putAll(calls.secrets);
    second.app.now = now;
    second.publish(connector(OAUTH.replace("%s", partner.url()), ""));
    try (var threads = Executors.newFixedThreadPool(8)) {
      var all = new ArrayList<java.util.concurrent.Future<?>>();
      for (int i = 0; i < 8; i++) {
        TestCalls node = i % 2 == 0 ? calls : second;
        all.add(
            threads.submit(
                () -> node.operations.call("hub", "api", "send", TestCalls.nothing(), null)));
      }
      for (var one : all) {
        one.get();
      }
    }
    assertThat(given).hasValue(1);
    assertThat(asked("/send")).hasSize(8);
  }

  @Test
  void takesOverFromWhoDiedWhileAskingForOne() {
    var holder = new Holder("hub", "api", "terms");
    UUID dead = UUID.randomUUID();
    UUID next = UUID.randomUUID();
    assertThat(tokens.take(holder, dead, Duration.ofMinutes(6))).isTrue();
    assertThat(tokens.take(holder, next, Duration.ofMinutes(6))).isFalse();
    now = now.plus(Duration.ofMinutes(6));
    assertThat(tokens.take(holder, next, Duration.ofMinutes(6))).isTrue();
    tokens.give(holder, dead, new Token("late", null, null));
    assertThat(tokens.find(holder)).isEmpty();
    tokens.give(holder, next, new Token("good", null, null));
    assertThat(tokens.find(holder)).map(Token::value).contains("good");
    assertThat(tokens.find(new Holder("hub", "api", "other terms"))).isEmpty();
  }

  @Test
  void liesSealedInTheDatabase() {
    publish(OAUTH, "");
    send(1);
    String row =
        database.inNewTransaction(
            connection -> {
              try (Statement statement = connection.createStatement();
                  ResultSet all =
                      statement.executeQuery(
                          "SELECT t::text || encode(sealed, 'escape') FROM nacre.token t")) {
                all.next();
                return all.getString(1);
              }
            });
    assertThat(row).contains("hub", "api").doesNotContain("t1\"", "r1\"", "s3cret");
    assertThat(new Token("t1", "r1", null)).asString().doesNotContain("t1", "r1");
  }

  @Test
  void tellsWhatIsMissingOrWrong() {
    assertThat(wrong("{'type': 'oauth2'}"))
        .containsExactlyInAnyOrder(
            "/settings/auth/key http_auth_needs",
            "/settings/auth/user http_auth_needs",
            "/settings/auth/oauth http_auth_needs");
    assertThat(wrong(OAUTH.replace("%s/token", "token")))
        .containsExactly("/settings/auth/oauth/tokenUrl http_address_invalid");
    assertThat(wrong("{'type': 'token'}")).containsExactly("/settings/auth/token http_auth_needs");
    assertThat(wrong(OWN.replace("}}}}}}", "}}}}, 'value': 'token'}}")))
        .containsExactly("/settings/auth/token/value pointer_invalid");
    assertThat(wrong(OWN.replace("{'secret': 'client'}", "{'expr': 'nobody.knows'}")))
        .singleElement()
        .asString()
        .startsWith("/settings/auth/token/ask/request/query/secret");
  }

  private List<String> wrong(String auth) {
    return calls.check(connector(auth, "")).list().stream()
        .map(problem -> problem.pointer() + " " + problem.code())
        .toList();
  }
}
