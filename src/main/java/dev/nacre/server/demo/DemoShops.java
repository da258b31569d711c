package dev.nacre.server.demo;

import dev.nacre.connector.ConnectorRegistry;
import dev.nacre.security.Identity;
import dev.nacre.security.Secrets;
import dev.nacre.server.Banner;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Make-believe Taobao and Douyin shops for the demo, which the connectors of the pack ask as they
 * would ask the real ones. Only with the embedded database and the demo pack.
 */
@Singleton
final class DemoShops {
  private static final String APP = "order_hub";
  private static final Duration EVERY = Duration.ofSeconds(45);
  private static final int AT_FIRST = 6;

  private final ConnectorRegistry connectors;
  private final Secrets secrets;
  private final DemoGrants grants;
  private final InstantSource clock;
  private final boolean wanted;
  private final List<ShopServer> servers = new ArrayList<>();
  private final Thread thread = Thread.ofVirtual().name("demo-shops").unstarted(this::run);
  private final ChannelOrders orders = new ChannelOrders(new Random());
  private final TaobaoShop taobao;
  private final DouyinShop douyin;

  DemoShops(
      ConnectorRegistry connectors,
      Secrets secrets,
      DemoGrants grants,
      InstantSource clock,
      @ConfigProperty(name = "nacre.simulator") boolean simulator,
      @ConfigProperty(name = "nacre.demo") boolean demo,
      @ConfigProperty(name = "nacre.database") String database) {
    this.connectors = connectors;
    this.secrets = secrets;
    this.grants = grants;
    this.clock = clock;
    this.wanted = simulator && demo && database.equals("embedded");
    this.taobao =
        new TaobaoShop(
            "23000001", () -> secret("taobao_app_secret"), () -> secret("taobao_session"));
    this.douyin =
        new DouyinShop(
            "7000000000000000001",
            () -> secret("douyin_app_secret"),
            () -> secret("douyin_access_token"));
  }

  void start(@Observes @Priority(200) Banner banner) {
    if (wanted && connectors.find(APP, "taobao").isPresent()) {
      // orders of the last hours, so that the first poll has something to bring
      Instant now = clock.instant();
      for (int i = 0; i < AT_FIRST; i++) {
        sell(now.minus(Duration.ofMinutes(30L * (AT_FIRST - i))));
      }
      open("taobao", taobao);
      open("douyin", douyin);
      secret("taobao_app_secret");
      secret("taobao_session");
      secret("douyin_app_secret");
      secret("douyin_access_token");
      thread.start();
      banner.add(
          "Simulated shops  Taobao and Douyin, polled every ten minutes (--no-simulator: none)");
    }
  }

  void stop(@Observes ShutdownEvent event) {
    thread.interrupt();
    servers.forEach(ShopServer::close);
  }

  private void open(String connector, ShopApi api) {
    var server = new ShopServer(api, clock);
    servers.add(server);
    grants.grant(APP + "/" + connector, connector + ".demo.test", server.address());
  }

  private void sell(Instant when) {
    taobao.sell(orders.trade(when));
    douyin.sell(orders.order(when));
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(EVERY);
        sell(clock.instant());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What shop and hub share; made up at first, and new on each installation. */
  private String secret(String name) {
    return secrets
        .reveal(APP, name)
        .orElseGet(
            () -> {
              var bytes = new byte[16];
              new SecureRandom().nextBytes(bytes);
              String made = HexFormat.of().formatHex(bytes);
              secrets.set(APP, name, made, Identity.engine("demo"));
              return made;
            });
  }
}
