package dev.nacre.server.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.nacre.connector.ConnectorRegistry;
import dev.nacre.security.Identity;
import dev.nacre.security.Secrets;
import dev.nacre.server.Banner;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Posts orders of a make-believe shop to this very server, signed, over HTTP, so that a newcomer
 * sees the hub alive. Only with the embedded database and the demo pack; {@code --no-simulator} or
 * {@code NACRE_SIMULATOR=off} turns it off.
 */
@Singleton
public final class ShopSimulator {
  private static final Logger LOG = Logger.getLogger(ShopSimulator.class);
  private static final String APP = "order_hub";
  private static final String CONNECTOR = "shop_webhook";
  private static final Duration EVERY = Duration.ofSeconds(4);

  private final ConnectorRegistry connectors;
  private final Secrets secrets;
  private final InstantSource clock;
  private final boolean wanted;
  private final int port;
  private final Thread thread = Thread.ofVirtual().name("shop-simulator").unstarted(this::run);

  ShopSimulator(
      ConnectorRegistry connectors,
      Secrets secrets,
      InstantSource clock,
      @ConfigProperty(name = "nacre.simulator") boolean simulator,
      @ConfigProperty(name = "nacre.demo") boolean demo,
      @ConfigProperty(name = "nacre.database") String database,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.connectors = connectors;
    this.secrets = secrets;
    this.clock = clock;
    this.wanted = simulator && demo && database.equals("embedded");
    this.port = port;
  }

  void start(@Observes Banner banner) {
    if (wanted && connectors.find(APP, CONNECTOR).isPresent()) {
      thread.start();
      banner.add("Simulated shop   posts an order every few seconds (--no-simulator: none)");
    }
  }

  void stop(@Observes ShutdownEvent event) {
    thread.interrupt();
  }

  private void run() {
    var shop = new Shop(products("/packs/" + APP + "/data/product.csv"), new Random());
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!Thread.currentThread().isInterrupted()) {
        post(client, shop.next(clock.instant()));
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void post(HttpClient client, String body) throws InterruptedException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    URI address = URI.create("http://127.0.0.1:%d/hooks/%s/%s".formatted(port, APP, CONNECTOR));
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .header("X-Shop-Signature", sign(bytes))
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        LOG.debugf("the hub answered %d: %s", answer.statusCode(), answer.body());
      }
    } catch (IOException e) {
      LOG.debug("the hub did not answer", e);
    }
  }

  private String sign(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The secret that shop and hub share; made up at the first order, and new on each installation.
   */
  private String secret() {
    return secrets
        .reveal(APP, CONNECTOR)
        .orElseGet(
            () -> {
              var bytes = new byte[32];
              new SecureRandom().nextBytes(bytes);
              String made = HexFormat.of().formatHex(bytes);
              secrets.set(APP, CONNECTOR, made, Identity.engine("demo"));
              return made;
            });
  }

  private static List<Shop.Product> products(String resource) {
    try (InputStream in = ShopSimulator.class.getResourceAsStream(resource);
        var csv = CsvReader.builder().ofNamedCsvRecord(in, StandardCharsets.UTF_8)) {
      var products = new ArrayList<Shop.Product>();
      for (NamedCsvRecord row : csv) {
        long fen = new BigDecimal(row.getField("price")).movePointRight(2).longValueExact();
        products.add(new Shop.Product(row.getField("sku"), row.getField("name"), fen));
      }
      return products;
    } catch (IOException e) {
      throw new IllegalStateException(resource, e);
    }
  }
}
