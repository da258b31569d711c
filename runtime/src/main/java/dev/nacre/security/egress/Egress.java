package dev.nacre.security.egress;

import dev.nacre.security.egress.EgressException.Reason;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to partners. The host is looked up and vetted once, and the connection goes to
 * that very address, while the name stays the one that TLS checks; each redirect begins anew.
 */
@Singleton
public final class Egress implements AutoCloseable {
  private static final Timeout CONNECT = Timeout.ofSeconds(5);
  private static final Timeout SILENCE = Timeout.ofSeconds(60);
  private static final int MOST_REDIRECTS = 5;
  private static final int CONNECTIONS = 200;

  /** What the client sets itself. */
  private static final Set<String> OURS = Set.of("host", "content-length", "transfer-encoding");

  private final EgressPolicy policy;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService alarms =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("egress-timeouts").factory());

  /** A way out by that policy. */
  @Inject
  public Egress(EgressPolicy policy) {
    this(policy, null);
  }

  /**
   * A way out that trusts other certificates.
   *
   * @param tls null means those that Java trusts
   */
  Egress(EgressPolicy policy, @Nullable TlsSocketStrategy tls) {
    this.policy = policy;
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new NoLookup())
                    .setTlsSocketStrategy(tls)
                    .setMaxConnTotal(CONNECTIONS)
                    .setMaxConnPerRoute(CONNECTIONS / 10)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT)
                            .setSocketTimeout(SILENCE)
                            .setTimeToLive(Timeout.ofMinutes(5))
                            .build())
                    .build())
            .setUserAgent("Nacre")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  /**
   * Sends, and waits for the whole answer.
   *
   * @return the answer, whatever its status
   * @throws EgressException when there is none
   */
  public EgressResponse send(EgressRequest request) {
    long start = System.nanoTime();
    EgressRequest next = request;
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      Duration left = request.timeout().minusNanos(System.nanoTime() - start);
      EgressResponse answer = once(next, left, start);
      var redirect = Redirect.of(next, answer);
      if (redirect.isEmpty()) {
        return answer;
      }
      next = redirect.get();
    }
    throw new EgressException(Reason.REDIRECT, request.uri().getHost(), next.uri().getHost());
  }

  private EgressResponse once(EgressRequest request, Duration left, long start) {
    URI uri = request.uri();
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new EgressException(Reason.ADDRESS, uri);
    }
    String host = uri.getHost().replaceAll("^\\[|]$", "");
    int usual = uri.getScheme().equals("https") ? 443 : 80;
    int port = uri.getPort() < 0 ? usual : uri.getPort();
    List<InetSocketAddress> vetted = policy.vet(request.caller(), host, port);
    EgressException last = null;
    for (InetSocketAddress address : vetted) {
      try {
        return exchange(request, host, port, address, left, start);
      } catch (EgressException e) {
        if (e.reason() != Reason.UNREACHABLE) {
          throw e;
        }
        last = e;
      }
    }
    throw last == null ? new EgressException(Reason.UNKNOWN_HOST, host) : last;
  }

  private EgressResponse exchange(
      EgressRequest request,
      String host,
      int port,
      InetSocketAddress address,
      Duration left,
      long start) {
    if (left.isNegative() || left.isZero()) {
      throw new EgressException(Reason.TIMEOUT, host, request.timeout());
    }
    var target =
        address.getPort() == port
            ? new HttpHost(request.uri().getScheme(), address.getAddress(), host, port)
            // granted addresses only: a name that stands for a port of this machine
            : new HttpHost(
                request.uri().getScheme(), address.getAddress(), host, address.getPort());
    HttpUriRequestBase message = message(request, host, port);
    var expired = new AtomicBoolean();
    var alarm =
        alarms.schedule(
            () -> {
              expired.set(true);
              message.cancel();
            },
            left.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return client.execute(target, message, answer -> read(request, answer, host, start));
    } catch (IOException | RuntimeException e) {
      if (e instanceof EgressException known) {
        throw known;
      }
      throw failure(e, expired.get(), host, request.timeout());
    } finally {
      alarm.cancel(false);
    }
  }

  private static HttpUriRequestBase message(EgressRequest request, String host, int port) {
    var message = new HttpUriRequestBase(request.method(), request.uri());
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (!OURS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                message.setHeader(name, value.replaceAll("[\\r\\n\\x00]", " "));
              }
            });
    message.setHeader("Host", request.uri().getPort() < 0 ? host : host + ":" + port);
    byte[] body = request.body();
    if (body != null) {
      message.setEntity(new ByteArrayEntity(body, null)); // the type is among the headers
    }
    return message;
  }

  private static EgressResponse read(
      EgressRequest request, ClassicHttpResponse answer, String host, long start)
      throws IOException {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : answer.getHeaders()) {
      headers.merge(header.getName(), header.getValue(), (one, two) -> one + ", " + two);
    }
    byte[] body = body(answer.getEntity(), request, host);
    return new EgressResponse(
        answer.getCode(),
        request.uri(),
        Collections.unmodifiableSortedMap(headers),
        body,
        Duration.ofNanos(System.nanoTime() - start));
  }

  /** Counted after unpacking: a small answer can be a large one, packed. */
  private static byte[] body(@Nullable HttpEntity entity, EgressRequest request, String host)
      throws IOException {
    if (entity == null) {
      return new byte[0];
    }
    try (InputStream in = entity.getContent()) {
      byte[] body = in.readNBytes(request.largest() + 1);
      if (body.length > request.largest()) {
        throw new EgressException(Reason.TOO_LARGE, host, request.largest());
      }
      return body;
    }
  }

  private static EgressException failure(
      Exception e, boolean expired, String host, Duration timeout) {
    EgressException failure;
    if (expired) {
      failure = new EgressException(Reason.TIMEOUT, host, timeout);
    } else {
      failure =
          switch (e) {
            case ConnectTimeoutException c -> new EgressException(Reason.UNREACHABLE, host);
            case ConnectException c -> new EgressException(Reason.UNREACHABLE, host);
            case NoRouteToHostException c -> new EgressException(Reason.UNREACHABLE, host);
            case UnknownHostException c -> new EgressException(Reason.UNKNOWN_HOST, host);
            case SSLException c -> new EgressException(Reason.TLS, host, c.getMessage());
            case InterruptedIOException c -> new EgressException(Reason.TIMEOUT, host, timeout);
            default -> new EgressException(Reason.BROKEN, host);
          };
    }
    failure.initCause(e);
    return failure;
  }

  @Override
  @PreDestroy
  public void close() throws IOException {
    alarms.shutdownNow();
    client.close();
  }

  /** Every request names its address; whatever would be looked up later wasn't vetted. */
  private static final class NoLookup implements DnsResolver {
    @Override
    public java.net.InetAddress[] resolve(String host) throws UnknownHostException {
      throw new UnknownHostException(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
