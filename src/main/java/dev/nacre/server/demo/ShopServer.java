package dev.nacre.server.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nacre.metadata.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Serves make-believe platforms to this machine only. */
public final class ShopServer implements AutoCloseable {
  private static final int LARGEST = 1 << 20;

  private final HttpServer server;
  private final InstantSource clock;

  /** A server of that platform, on a free port. */
  public ShopServer(ShopApi api, InstantSource clock) {
    this.clock = clock;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(api, exchange));
    server.start();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void answer(ShopApi api, HttpExchange exchange) throws IOException {
    try (exchange) {
      String body =
          new String(exchange.getRequestBody().readNBytes(LARGEST), StandardCharsets.UTF_8);
      var parameters = new TreeMap<>(read(exchange.getRequestURI().getRawQuery()));
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      if (type != null && type.startsWith("application/x-www-form-urlencoded")) {
        parameters.putAll(read(body));
      }
      var asked =
          new ShopApi.Asked(exchange.getRequestURI().getPath(), parameters, body, clock.instant());
      byte[] said = Json.write(api.answer(asked)).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json;charset=UTF-8");
      exchange.sendResponseHeaders(200, said.length); // platforms say no with 200, too
      exchange.getResponseBody().write(said);
    }
  }

  private static Map<String, String> read(@Nullable String text) {
    var values = new TreeMap<String, String>();
    if (text != null) {
      for (String pair : text.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        values.put(decode(parts[0]), parts.length < 2 ? "" : decode(parts[1]));
      }
    }
    values.remove("");
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
