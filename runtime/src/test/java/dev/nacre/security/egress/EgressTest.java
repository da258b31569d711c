package dev.nacre.security.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nacre.security.egress.EgressException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTest {
  private final List<String> seen = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private HttpServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    port = server.getAddress().getPort();
    on(
        "/fine",
        exchange -> {
          seen.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Host")
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          answer(exchange, 200, "{\"ok\":true}".getBytes(StandardCharsets.UTF_8));
        });
  }

  @AfterEach
  void stop() throws Exception {
    server.stop(0);
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void connectsToTheVettedAddressUnderTheNameThatWasAsked() {
    try (Egress egress = egress("127.0.0.1", Map.of("shop.test", "127.0.0.1"))) {
      EgressResponse answer = egress.send(get("http://shop.test:" + port + "/fine"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{\"ok\":true}");
      assertThat(seen).containsExactly("GET shop.test:" + port + " secret");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "172.31.255.255",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "fd00::1",
        "fe80::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "::127.0.0.1"
      })
  void refusesAddressesThatAreNobodysShop(String address) {
    Egress egress = egress("", Map.of());
    String host = address.contains(":") ? "[" + address + "]" : address;
    assertThat(reason(() -> egress.send(get("http://" + host + ":" + port + "/fine"))))
        .isEqualTo(Reason.REFUSED);
    assertThat(seen).isEmpty();
  }

  /**
   * However this machine is written, the way to it is shut; what isn't read as an address is none.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://2130706433:%d/fine",
        "http://0x7f000001:%d/fine",
        "http://017700000001:%d/fine",
        "http://0x7f.0.0.1:%d/fine",
        "http://127.1:%d/fine",
        "http://127.0.0.1.:%d/fine",
        "http://[::ffff:7f00:1]:%d/fine",
        "http://[0:0:0:0:0:ffff:127.0.0.1]:%d/fine",
        "http://[fe80::1%%25lo]:%d/fine",
        "http://shop.test@127.0.0.1:%d/fine",
        "http://shop.test:80@127.0.0.1:%d/fine",
        "http://shop.test%%40127.0.0.1:%d/fine"
      })
  void findsNoOtherWayToWriteThisMachine(String address) {
    Egress egress = egress("", Map.of("shop.test", "93.184.215.14"));
    assertThat(reason(() -> egress.send(get(address.formatted(port)))))
        .isIn(Reason.ADDRESS, Reason.REFUSED, Reason.UNKNOWN_HOST);
    assertThat(seen).isEmpty();
  }

  /**
   * An octal address is read as a decimal one, which is public; it is connected to as it is read.
   */
  @Test
  void connectsToAnAddressAsItWasVettedAndNeverAsSomebodyElseReadsIt() {
    var policy = new EgressPolicy("", List.of(), InetAddress::getAllByName);
    assertThat(policy.vet("hub/shop", "0177.0.0.1", 80))
        .extracting(at -> at.getAddress().getHostAddress())
        .containsExactly("177.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1#@shop.test/", "http://127.0.0.1\\@shop.test/"})
  void takesAHostFromNoOtherPartOfAnAddress(String address) {
    Egress egress = egress("", Map.of("shop.test", "93.184.215.14"));
    Throwable refused = catchThrowable(() -> egress.send(get(address)));
    assertThat(refused).isInstanceOfAny(EgressException.class, IllegalArgumentException.class);
    assertThat(seen).isEmpty();
  }

  @Test
  void refusesANameThatStandsForAPrivateAddress() {
    Egress egress = egress("", Map.of("shop.test", "127.0.0.1"));
    assertThat(reason(() -> egress.send(get("http://shop.test:" + port + "/fine"))))
        .isEqualTo(Reason.REFUSED);
  }

  @Test
  void asksForTheAddressOnceAndConnectsThereWhateverTheNameMeansLater() {
    var asked = new AtomicInteger();
    var policy =
        new EgressPolicy(
            "127.0.0.1",
            List.of(),
            host -> {
              // a name server that says something else the second time
              String address = asked.incrementAndGet() == 1 ? "127.0.0.1" : "169.254.169.254";
              return new InetAddress[] {InetAddress.getByName(address)};
            });
    Egress egress = keep(new Egress(policy));
    egress.send(get("http://shop.test:" + port + "/fine"));
    assertThat(asked).hasValue(1);
    assertThat(seen).hasSize(1);
  }

  @Test
  void vetsWhereItIsSentOnTo() {
    on("/away", exchange -> redirect(exchange, 302, "http://10.0.0.1/fine"));
    Egress egress = egress("127.0.0.1", Map.of());
    assertThat(reason(() -> egress.send(get(local("/away"))))).isEqualTo(Reason.REFUSED);
  }

  @Test
  void takesNothingSecretAlongToAnotherHost() {
    on("/away", exchange -> redirect(exchange, 302, "http://other.test:" + port + "/fine"));
    Egress egress = egress("127.0.0.1", Map.of("other.test", "127.0.0.1"));
    egress.send(get(local("/away")));
    assertThat(seen).containsExactly("GET other.test:" + port + " null");
  }

  @Test
  void sendsNoBodyOnToAnotherHost() {
    on("/away", exchange -> redirect(exchange, 307, "http://other.test:" + port + "/fine"));
    Egress egress = egress("127.0.0.1", Map.of("other.test", "127.0.0.1"));
    var post = EgressRequest.json("t/t", URI.create(local("/away")), new byte[] {'1'});
    assertThat(reason(() -> egress.send(post))).isEqualTo(Reason.REDIRECT);
  }

  @Test
  void givesUpOnRedirectsWithoutEnd() {
    on("/round", exchange -> redirect(exchange, 302, "/round"));
    Egress egress = egress("127.0.0.1", Map.of());
    assertThat(reason(() -> egress.send(get(local("/round"))))).isEqualTo(Reason.REDIRECT);
  }

  @Test
  void waitsNoLongerThanItMay() throws IOException {
    // accepts, and never says a word
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Egress egress = egress("127.0.0.1", Map.of());
      var request =
          request("http://127.0.0.1:" + silent.getLocalPort() + "/", Duration.ofMillis(300), 100);
      assertThat(reason(() -> egress.send(request))).isEqualTo(Reason.TIMEOUT);
    }
  }

  @Test
  void waitsNoLongerForAnAnswerThatDrips() {
    on(
        "/drip",
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000_000);
          for (int i = 0; i < 100; i++) {
            exchange.getResponseBody().write('.');
            exchange.getResponseBody().flush();
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
          }
        });
    Egress egress = egress("127.0.0.1", Map.of());
    var request = request(local("/drip"), Duration.ofMillis(400), 1 << 20);
    assertThat(reason(() -> egress.send(request))).isEqualTo(Reason.TIMEOUT);
  }

  @Test
  void readsNoMoreThanItMayAlsoWhenTheAnswerIsPacked() {
    on(
        "/bomb",
        exchange -> {
          var packed = new ByteArrayOutputStream();
          try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[1 << 20]);
          }
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          answer(exchange, 200, packed.toByteArray());
        });
    Egress egress = egress("127.0.0.1", Map.of());
    var request = request(local("/bomb"), Duration.ofSeconds(5), 10_000);
    assertThat(reason(() -> egress.send(request))).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void tellsAnUnknownHostFromOneThatTakesNoConnection() throws IOException {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    Egress egress = egress("127.0.0.1", Map.of());
    assertThat(reason(() -> egress.send(get("http://nowhere.test/"))))
        .isEqualTo(Reason.UNKNOWN_HOST);
    assertThat(reason(() -> egress.send(get("http://127.0.0.1:" + free + "/"))))
        .isEqualTo(Reason.UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://shop.test/", "file:///etc/passwd", "http://u:p@shop.test/", "/x"})
  void refusesWhatIsNoAddressOfAPartner(String address) {
    Egress egress = egress("127.0.0.1", Map.of("shop.test", "127.0.0.1"));
    assertThat(reason(() -> egress.send(get(address)))).isEqualTo(Reason.ADDRESS);
  }

  @Test
  void letsOneCallerThroughToItsOneAddressAndNobodyElse() {
    EgressGrants grant =
        (caller, host, at) ->
            caller.equals("hub/demo") && host.equals("demo.test") && at == 80
                ? Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                : Optional.empty();
    Egress egress =
        keep(new Egress(new EgressPolicy("", List.of(grant), InetAddress::getAllByName)));
    var mine =
        new EgressRequest(
            "hub/demo",
            "GET",
            URI.create("http://demo.test/fine"),
            Map.of(),
            null,
            Duration.ofSeconds(5),
            1_000);
    assertThat(egress.send(mine).status()).isEqualTo(200);
    assertThat(reason(() -> egress.send(get("http://demo.test/fine"))))
        .isEqualTo(Reason.UNKNOWN_HOST);
    assertThat(reason(() -> egress.send(get(local("/fine"))))).isEqualTo(Reason.REFUSED);
  }

  private static EgressRequest get(String address) {
    return request(address, Duration.ofSeconds(5), 1_000);
  }

  private static EgressRequest request(String address, Duration timeout, int largest) {
    return new EgressRequest(
        "t/t",
        "GET",
        URI.create(address),
        Map.of("Authorization", "secret"),
        null,
        timeout,
        largest);
  }

  private String local(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  private Egress egress(String allow, Map<String, String> names) {
    return keep(
        new Egress(
            new EgressPolicy(
                allow,
                List.of(),
                host -> {
                  if (host.endsWith(".test") && !names.containsKey(host)) {
                    throw new UnknownHostException(host);
                  }
                  return new InetAddress[] {InetAddress.getByName(names.getOrDefault(host, host))};
                })));
  }

  private Egress keep(Egress egress) {
    open.add(egress);
    return egress;
  }

  private static Reason reason(ThrowingCallable call) {
    var reason = new ArrayList<Reason>();
    assertThatThrownBy(call)
        .asInstanceOf(type(EgressException.class))
        .satisfies(e -> reason.add(e.reason()));
    return reason.getFirst();
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private void on(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            answer.to(exchange);
          }
        });
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static void redirect(HttpExchange exchange, int status, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    exchange.sendResponseHeaders(status, -1);
  }
}
