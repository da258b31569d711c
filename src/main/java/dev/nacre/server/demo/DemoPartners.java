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
 * Make-believe partners for the demo: shops at Taobao and Douyin, a carrier, a payment service, and
 * the robots of two groups. The connectors of the pack speak with them as they would with the real
 * ones. Only with the embedded database and the demo pack.
 */
@Singleton
final class DemoPartners {
  private static final String APP = "order_hub";
  private static final Duration EVERY = Duration.ofSeconds(45);
  private static final int AT_FIRST = 6;
  private static final String TOP_KEY = "23000001";

  /** Parcels are quicker than real ones, so that somebody who looks on sees them move. */
  private static final Duration STAGE = Duration.ofMinutes(3);

  private static final List<String> SHARED =
      List.of(
          "taobao_app_secret",
          "taobao_session",
          "douyin_app_secret",
          "douyin_access_token",
          "cainiao_app_secret",
          "cainiao_session",
          "kuaidi100_key",
          "payments_key",
          "wecom_robot",
          "dingtalk_token",
          "dingtalk_sign");

  private final ConnectorRegistry connectors;
  private final Secrets secrets;
  private final DemoGrants grants;
  private final InstantSource clock;
  private final boolean wanted;
  private final List<ShopServer> servers = new ArrayList<>();
  private final Thread thread = Thread.ofVirtual().name("demo-partners").unstarted(this::run);
  private final ChannelOrders orders = new ChannelOrders(new Random());
  private final TaobaoShop taobao;
  private final DouyinShop douyin;
  private final Carrier carrier;
  private final PaymentService payments;
  private final GroupRobots robots;

  DemoPartners(
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
        new TaobaoShop(TOP_KEY, () -> secret("taobao_app_secret"), () -> secret("taobao_session"));
    this.douyin =
        new DouyinShop(
            "7000000000000000001",
            () -> secret("douyin_app_secret"),
            () -> secret("douyin_access_token"));
    this.carrier =
        new Carrier(
            TOP_KEY,
            () -> secret("cainiao_app_secret"),
            () -> secret("cainiao_session"),
            () -> secret("kuaidi100_key"),
            STAGE);
    this.payments = new PaymentService(() -> secret("payments_key"));
    this.robots =
        new GroupRobots(
            () -> secret("wecom_robot"),
            () -> secret("dingtalk_token"),
            () -> secret("dingtalk_sign"));
  }

  void start(@Observes @Priority(200) Banner banner) {
    if (wanted && connectors.find(APP, "taobao").isPresent()) {
      // orders of the last hours, so that the first poll has something to bring
      Instant now = clock.instant();
      for (int i = 0; i < AT_FIRST; i++) {
        sell(now.minus(Duration.ofMinutes(30L * (AT_FIRST - i))));
      }
      // sample orders and those of the web shop were never sold here
      taobao.soldBefore(tid -> true);
      open(taobao, "taobao");
      open(douyin, "douyin");
      open(carrier, "cainiao", "kuaidi100");
      open(payments, "payments");
      open(robots, "wecom", "dingtalk");
      SHARED.forEach(this::secret);
      thread.start();
      banner.add(
          "Simulated too    Taobao, Douyin, a carrier, payments, group robots (--no-simulator:"
              + " none)");
    }
  }

  void stop(@Observes ShutdownEvent event) {
    thread.interrupt();
    servers.forEach(ShopServer::close);
  }

  private void open(ShopApi api, String... names) {
    var server = new ShopServer(api, clock);
    servers.add(server);
    for (String connector : names) {
      grants.grant(APP + "/" + connector, connector + ".demo.test", server.address());
    }
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
