package dev.nacre.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.nacre.connector.ConsentEngine;
import dev.nacre.connector.ConsentEngine.Given;
import dev.nacre.connector.Partner;
import dev.nacre.connector.Partner.Asked;
import dev.nacre.connector.Partner.Said;
import dev.nacre.connector.TestCalls;
import dev.nacre.event.OutboxState;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.security.Identity;
import dev.nacre.security.SealedTokens;
import dev.nacre.security.egress.Egress;
import dev.nacre.security.egress.EgressPolicy;
import dev.nacre.storage.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsentTest {
  private static final String OAUTH =
      """
      {'type': 'oauth2', 'user': 'shop-7', 'key': {'secret': 'client'},
       'oauth': {'grant': 'authorization_code', 'authorizeUrl': 'https://shop.example/authorize',
         'tokenUrl': '%s/token', 'scope': 'orders', 'page': {'view': 'web'}}}\
      """;

  /** As JD has it: names of its own, and a code that goes into the query. */
  private static final String OWN =
      """
      {'type': 'token', 'in': 'query', 'name': 'access_token',
       'token': {
         'page': {'url': 'https://jd.example/to_login', 'query': {'app_key': 'k1',
           'redirect_uri': {'expr': 'input.redirect'}, 'state': {'expr': 'input.state'}}},
         'ask': {'request': {'path': '/token', 'query': {'grant_type': 'authorization_code',
           'app_secret': {'secret': 'client'}, 'code': {'expr': 'input.code'}}}},
         'renew': {'request': {'path': '/token', 'query': {'grant_type': 'refresh_token',
           'refresh_token': {'expr': 'input.renewal'}}}}}}\
      """;

  private static final Identity ADMIN = person("ann", true);

  private final Egress egress =
      new Egress(new EgressPolicy("127.0.0.1/32", List.of(), InetAddress::getAllByName));
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final TestCalls calls =
      new TestCalls(database -> List.of(new HttpConnector(egress, tokens(database))));
  private final List<String> audited = new ArrayList<>();
  private final ConsentEngine consents =
      new ConsentEngine(
          calls.registry,
          calls.readiness,
          calls.operations,
          (app, connector) -> "https://nacre.example/connect/" + app + "/" + connector,
          (who, act, app, subject) -> audited.add(who.id() + " " + act + " " + app + " " + subject),
          () -> now,
          new byte[32]);
  private final Partner partner = new Partner();
  private Function<Asked, Said> token =
      asked -> Said.fine("{'access_token':'t1','refresh_token':'r1','expires_in':7200}");

  private SealedTokens tokens(Database database) {
    return new SealedTokens(database, () -> now, new byte[32]);
  }

  private static Identity person(String id, boolean administrator) {
    return new Identity(id, id, administrator, Map.of(), false);
  }

  @BeforeEach
  void start() {
    calls.secrets.put("client", "s3cret");
    later(Duration.ZERO);
    partner.always(
        asked -> asked.path().endsWith("/token") ? token.apply(asked) : Said.fine("{'ok': true}"));
  }

  @AfterEach
  void close() throws IOException {
    partner.close();
    egress.close();
  }

  private void publish(String auth) {
    calls.publish(connector(auth));
  }

  private String connector(String auth) {
    return """
    {'id': 'api', 'kind': 'http', 'settings': {'baseUrl': '%s', 'auth': %s},
     'operations': [{'id': 'send', 'request': {'method': 'post', 'path': '/send', 'body': {}}}]}\
    """
        .formatted(partner.url(), auth.replace("%s", partner.url()));
  }

  private void later(Duration time) {
    now = now.plus(time);
    calls.app.now = now;
  }

  private List<Asked> asked(String end) {
    return partner.asked.stream().filter(one -> one.path().endsWith(end)).toList();
  }

  private Map<String, String> page() {
    return Partner.form(URI.create(consents.page("hub", "api", ADMIN)).getRawQuery());
  }

  private void connect() {
    consents.take("hub", "api", ADMIN, new Given("c0de", page().get("state")));
  }

  private void send() {
    calls.say("api", "{}");
    calls.work();
  }

  private List<String> missing() {
    return calls.readiness.missing("hub", calls.connectors.get("api")).stream()
        .map(Problem::code)
        .toList();
  }

  private static String code(Throwable refused) {
    return ((NacreException) refused).problems().getFirst().code();
  }

  @Test
  void leadsToThePageOfTheService() {
    publish(OAUTH);
    assertThat(consents.page("hub", "api", ADMIN)).startsWith("https://shop.example/authorize?");
    assertThat(page())
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "shop-7")
        .containsEntry("redirect_uri", "https://nacre.example/connect/hub/api")
        .containsEntry("scope", "orders")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("view", "web")
        .containsKeys("state", "code_challenge")
        .doesNotContainValue("s3cret");
  }

  @Test
  void restsUntilSomebodyHasGivenLeaveAndThenSendsWhatWaited() {
    publish(OAUTH);
    send();
    assertThat(missing()).containsExactly("connector_not_connected");
    assertThat(calls.last().state()).isEqualTo(OutboxState.PENDING);
    assertThat(partner.asked).isEmpty();
    connect();
    assertThat(missing()).isEmpty();
    later(Duration.ofMinutes(10));
    calls.work();
    assertThat(calls.last().state()).isEqualTo(OutboxState.SENT);
    assertThat(asked("/send"))
        .extracting(one -> one.headers().get("Authorization"))
        .containsExactly("Bearer t1");
    assertThat(audited).containsExactly("ann connector_connect hub api");
  }

  @Test
  void provesWithTheCodeThatItAsked() throws Exception {
    publish(OAUTH);
    Map<String, String> page = page();
    consents.take("hub", "api", ADMIN, new Given("c0de", page.get("state")));
    Map<String, String> form = Partner.form(asked("/token").getFirst().body());
    assertThat(form)
        .containsEntry("grant_type", "authorization_code")
        .containsEntry("code", "c0de")
        .containsEntry("redirect_uri", "https://nacre.example/connect/hub/api")
        .containsEntry("client_secret", "s3cret");
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(form.get("code_verifier").getBytes(StandardCharsets.US_ASCII));
    assertThat(page)
        .containsEntry(
            "code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
  }

  @Test
  void takesNothingFromWhoDidNotAsk() {
    publish(OAUTH);
    String state = page().get("state");
    for (String other : List.of("", "x", state.substring(1), state + "A", "A".repeat(54))) {
      assertThatThrownBy(() -> consents.take("hub", "api", ADMIN, new Given("evil", other)))
          .satisfies(refused -> assertThat(code(refused)).isEqualTo("connect_not_asked"));
    }
    assertThatThrownBy(
            () -> consents.take("hub", "api", person("bob", true), new Given("evil", state)))
        .satisfies(refused -> assertThat(code(refused)).isEqualTo("connect_not_asked"));
    later(Duration.ofMinutes(31));
    assertThatThrownBy(() -> consents.take("hub", "api", ADMIN, new Given("late", state)))
        .satisfies(refused -> assertThat(code(refused)).isEqualTo("connect_not_asked"));
    assertThat(partner.asked).isEmpty();
  }

  @Test
  void isForAdministratorsOnly() {
    publish(OAUTH);
    assertThatThrownBy(() -> consents.page("hub", "api", person("eve", false)))
        .satisfies(refused -> assertThat(code(refused)).isEqualTo("not_allowed"));
  }

  @Test
  void wantsTheSecretFirst() {
    publish(OAUTH);
    calls.secrets.clear();
    assertThatThrownBy(() -> consents.page("hub", "api", ADMIN))
        .satisfies(refused -> assertThat(code(refused)).isEqualTo("secret_not_set"));
  }

  @Test
  void saysWhatTheServiceSaysToACodeThatIsNone() {
    publish(OAUTH);
    token = asked -> new Said(400, "{'error':'invalid_grant'}", Map.of());
    assertThatThrownBy(this::connect).hasMessageContaining("400");
    assertThat(missing()).containsExactly("connector_not_connected");
    assertThat(audited).isEmpty();
  }

  @Test
  void renewsWithoutAnybodysHelp() {
    publish(OAUTH);
    connect();
    later(Duration.ofHours(3));
    assertThat(missing()).isEmpty();
    token = asked -> Said.fine("{'access_token':'t2','expires_in':7200}");
    send();
    assertThat(Partner.form(asked("/token").getLast().body()))
        .containsEntry("grant_type", "refresh_token")
        .containsEntry("refresh_token", "r1");
    assertThat(asked("/send").getLast().headers().get("Authorization")).isEqualTo("Bearer t2");
  }

  @Test
  void restsAgainWhenLeaveIsTakenBack() {
    publish(OAUTH);
    connect();
    later(Duration.ofHours(3));
    token = asked -> new Said(400, "{'error':'invalid_grant'}", Map.of());
    send();
    assertThat(missing()).containsExactly("connector_not_connected");
    assertThat(calls.last().state()).isEqualTo(OutboxState.PENDING);
    int before = partner.asked.size();
    later(Duration.ofHours(1));
    calls.work();
    assertThat(partner.asked).hasSize(before);
    token = asked -> Said.fine("{'access_token':'t3','expires_in':7200}");
    connect();
    later(Duration.ofHours(1));
    calls.work();
    assertThat(calls.last().state()).isEqualTo(OutboxState.SENT);
  }

  @Test
  void endsWithATokenThatCannotBeRenewed() {
    publish(OAUTH);
    token = asked -> Said.fine("{'access_token':'t1','expires_in':7200}");
    connect();
    assertThat(missing()).isEmpty();
    later(Duration.ofHours(3));
    assertThat(missing()).containsExactly("connector_not_connected");
  }

  @Test
  void knowsPagesWithNamesOfTheirOwn() {
    publish(OWN);
    assertThat(page())
        .containsOnlyKeys("app_key", "redirect_uri", "state")
        .containsEntry("app_key", "k1");
    connect();
    assertThat(asked("/token").getFirst().query())
        .containsEntry("code", "c0de")
        .containsEntry("app_secret", "s3cret");
    send();
    assertThat(asked("/send").getLast().get("access_token")).isEqualTo("t1");
  }

  @Test
  void readsUntilWhenATokenLasts() {
    publish(OWN);
    long ends = now.plus(Duration.ofHours(2)).getEpochSecond();
    token = asked -> Said.fine("{'access_token':'t1','expires_in':%d}".formatted(ends));
    connect();
    later(Duration.ofMinutes(118));
    assertThat(missing()).isEmpty();
    later(Duration.ofMinutes(2));
    assertThat(missing()).containsExactly("connector_not_connected");
  }

  @Test
  void tellsWhatThePageLacks() {
    assertThat(
            calls
                .check(
                    connector(
                        OAUTH.replace("'authorizeUrl': 'https://shop.example/authorize',", "")))
                .list())
        .extracting(Problem::pointer, Problem::code)
        .containsExactly(tuple("/settings/auth/oauth/authorizeUrl", "http_page_needed"));
    assertThat(
            calls
                .check(connector(OWN.replace("'app_key': 'k1'", "'k': {'secret': 'client'}")))
                .list())
        .extracting(Problem::pointer, Problem::code)
        .containsExactly(tuple("/settings/auth/token/page/query/k", "http_page_secret"));
  }
}
