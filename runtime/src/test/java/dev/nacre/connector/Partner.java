package dev.nacre.connector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A service on this machine that answers as a test wants. */
public final class Partner implements AutoCloseable {
  /** What came, in order. */
  public final List<Asked> asked = new ArrayList<>();

  private final HttpServer server;
  private final Deque<Function<Asked, Said>> next = new ArrayDeque<>();
  private volatile boolean alone = true;
  private Function<Asked, Said> otherwise = asked -> new Said(404, "{}", Map.of());

  /** A request. */
  public record Asked(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      String body) {
    /** One parameter of the query. */
    public String get(String name) {
      return query.getOrDefault(name, "");
    }
  }

  /** An answer. */
  public record Said(int status, String body, Map<String, String> headers) {
    /** All is well. */
    public static Said fine(String body) {
      return new Said(200, body.replace('\'', '"'), Map.of());
    }
  }

  /** A partner that listens. */
  public Partner() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** Where it is. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers the next request so, and after it as before. */
  public void once(Said said) {
    next.add(asked -> said);
  }

  /** Answers so from now on. */
  public void always(Function<Asked, Said> answer) {
    otherwise = answer;
  }

  /** Whether requests are answered one after the other, as they are unless told. */
  public void alone(boolean one) {
    alone = one;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      var request =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              form(exchange.getRequestURI().getRawQuery()),
              headers,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      Function<Asked, Said> how;
      Said said = null;
      synchronized (asked) {
        asked.add(request);
        how = next.isEmpty() ? otherwise : next.poll();
        said = alone ? how.apply(request) : null;
      }
      said = said == null ? how.apply(request) : said;
      said.headers().forEach(exchange.getResponseHeaders()::add);
      byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Reads {@code a=1&b=2}. */
  public static Map<String, String> form(@org.jspecify.annotations.Nullable String text) {
    var values = new TreeMap<String, String>();
    for (String pair : text == null || text.isEmpty() ? new String[0] : text.split("&")) {
      String[] parts = pair.split("=", 2);
      values.put(decode(parts[0]), parts.length < 2 ? "" : decode(parts[1]));
    }
    return values;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
