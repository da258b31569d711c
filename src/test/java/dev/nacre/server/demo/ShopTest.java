package dev.nacre.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.connector.TestHub;
import dev.nacre.event.EntryState;
import dev.nacre.record.TestApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShopTest {
  @Test
  void sendsNothingThatTheHubWouldRefuse() {
    var hub = new TestHub(TestApp.of(pack()));
    var shop = new Shop(List.of(new Shop.Product("BB-1001", "连体衣", 8_900)), new Random(3));
    Instant now = Instant.parse("2026-03-01T00:00:00Z");
    for (int i = 0; i < 300; i++) {
      now = now.plus(Duration.ofSeconds(4));
      hub.arrive("shop_webhook", shop.next(now));
    }
    hub.work();
    assertThat(hub.entries())
        .filteredOn(e -> e.state() == EntryState.DEAD || e.state() == EntryState.RECEIVED)
        .isEmpty();
    assertThat(hub.ledger.states("order_hub", null)).containsKey(EntryState.SKIPPED);
    assertThat(hub.records("order")).hasSizeGreaterThan(100);
    assertThat(hub.records("order"))
        .extracting(order -> order.get("status"))
        .contains("unpaid", "paid", "cancelled");
  }

  private static Path pack() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("templates/order_hub/app.json"))) {
      folder = folder.getParent();
    }
    return folder.resolve("templates/order_hub");
  }
}
