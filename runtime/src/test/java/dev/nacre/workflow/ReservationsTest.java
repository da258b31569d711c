package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.record.Change;
import dev.nacre.record.Query;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.hold.Hold;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted stays right, however many count at once. */
class ReservationsTest {
  /** Sales hold, give back and use up stock of products, lots and bundles. */
  private final TestFlow flow = TestFlow.of(Corpus.app("reserve_after_stock_is_gone"));

  private UUID product(String sku) {
    return flow.create("product", "{'sku': '" + sku + "'}");
  }

  private UUID stock(UUID product, String more) {
    return flow.create("stock", "{'product': '" + product + "', 'place': 'HZ', " + more + "}");
  }

  private static String line(String link, UUID id, int qty) {
    return "{'" + link + "': '" + id + "', 'qty': " + qty + "}";
  }

  private UUID sale(String... lines) {
    return flow.create(
        "sale", "{'no': 'x', 'state': 'open', 'lines': [" + String.join(",", lines) + "]}");
  }

  /**
   * Four threads make sales, change, cancel and finish them while four others advance workflows.
   * Then nothing may be sold that wasn't there, and nothing may be lost: what is available,
   * reserved and used adds up to what there was, lot by lot.
   */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void neverOversells(long seed) throws InterruptedException, ExecutionException {
    UUID cola = product("cola");
    UUID tea = product("tea");
    UUID set =
        flow.create(
            "bundle",
            "{'sku': 'set', 'parts': ["
                + line("product", cola, 1)
                + ","
                + line("product", tea, 2)
                + "]}");
    UUID colas = stock(cola, "'available': 60");
    UUID teas =
        stock(
            tea,
            "'lots': [{'lot_no': 'A', 'expires': '2026-12-01', 'available': 30},"
                + "{'lot_no': 'B', 'expires': '2027-01-01', 'available': 50}]");
    var work = new ArrayList<Callable<Integer>>();
    for (int thread = 0; thread < 4; thread++) {
      var random = new Random(seed * 31 + thread);
      work.add(() -> trade(random, cola, tea, set));
      work.add(() -> advance());
    }
    try (var threads = Executors.newFixedThreadPool(work.size())) {
      for (Future<Integer> one : threads.invokeAll(work)) {
        assertThat(one.get()).as("seed %s", seed).isNotNegative();
      }
    }
    flow.worker.runReady();

    assertThat(flow.all().stream().filter(i -> i.state() == Instance.State.FAILED)).isEmpty();
    Map<UUID, BigDecimal> held = sums(Hold.State.HELD);
    Map<UUID, BigDecimal> used = sums(Hold.State.USED);
    StoredRecord counted = flow.record("stock", colas);
    StoredRecord byLot = flow.record("stock", teas);
    assertThat(number(counted, "available").signum()).isNotNegative();
    assertThat(number(counted, "reserved")).isEqualByComparingTo(of(held, colas));
    assertThat(number(counted, "available").add(of(held, colas)).add(of(used, colas)))
        .as("seed %s", seed)
        .isEqualByComparingTo("60");
    BigDecimal lots = BigDecimal.ZERO;
    for (StoredRecord lot : byLot.lines(byLot.form().field("lots").orElseThrow().index())) {
      assertThat(number(lot, "available").signum()).isNotNegative();
      assertThat(number(lot, "reserved")).isEqualByComparingTo(of(held, lot.id()));
      lots = lots.add(number(lot, "available")).add(of(held, lot.id())).add(of(used, lot.id()));
    }
    assertThat(lots).as("seed %s", seed).isEqualByComparingTo("80");
    assertThat(used).as("the test itself: something was sold").isNotEmpty();
  }

  private int trade(Random random, UUID cola, UUID tea, UUID set) {
    var mine = new ArrayList<UUID>();
    for (int i = 0; i < 25; i++) {
      int quantity = 1 + random.nextInt(4);
      String[] lines =
          switch (random.nextInt(3)) {
            case 0 -> new String[] {line("product", cola, quantity)};
            case 1 -> new String[] {line("product", tea, quantity), line("product", cola, 1)};
            default -> new String[] {line("bundle", set, quantity)};
          };
      if (mine.isEmpty() || random.nextInt(3) > 0) {
        mine.add(sale(lines));
      } else {
        UUID one = mine.get(random.nextInt(mine.size()));
        String change =
            switch (random.nextInt(3)) {
              case 0 -> "{'state': 'off'}";
              case 1 -> "{'state': 'gone'}";
              default -> "{'state': 'open', 'lines': [" + String.join(",", lines) + "]}";
            };
        flow.change("sale", Change.update(one, null, TestFlow.json(change)), TestFlow.ADMIN);
      }
    }
    return mine.size();
  }

  private int advance() {
    int all = 0;
    for (int i = 0; i < 40; i++) {
      all += flow.queue.ready(7);
    }
    return all;
  }

  private Map<UUID, BigDecimal> sums(Hold.State state) {
    var sums = new java.util.HashMap<UUID, BigDecimal>();
    flow.records
        .query(flow.forms(), Query.of("sale").limit(500), TestFlow.ADMIN)
        .records()
        .forEach(
            sale ->
                flow.holds.by("shop", sale.id()).stream()
                    .filter(hold -> hold.state() == state)
                    .forEach(
                        hold ->
                            sums.merge(
                                hold.lot() == null ? hold.record() : hold.lot(),
                                hold.quantity(),
                                BigDecimal::add)));
    return sums;
  }

  private static BigDecimal of(Map<UUID, BigDecimal> sums, UUID id) {
    return sums.getOrDefault(id, BigDecimal.ZERO);
  }

  private static BigDecimal number(StoredRecord row, String field) {
    return row.get(field) instanceof BigDecimal number ? number : BigDecimal.ZERO;
  }

  @Test
  void manyOrdersCostAsManyStatementsAsFew() {
    UUID cola = product("cola");
    stock(cola, "'available': 1000");
    // what is compiled and looked up once
    sale(line("product", cola, 1));
    flow.queue.ready(100);

    int few = forSales(cola, 3);
    int many = forSales(cola, 60);

    assertThat(many).isEqualTo(few);
  }

  private int forSales(UUID product, int count) {
    List<UUID> sales = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sales.add(sale(line("product", product, 1)));
    }
    int statements = flow.statements.during(() -> flow.queue.ready(100));
    sales.forEach(id -> assertThat(flow.holds.by("shop", id)).hasSize(1));
    return statements;
  }

  @Test
  void oneChangeOfTheCountedRecordStandsForAllThatWereHeldTogether() {
    UUID cola = product("cola");
    UUID stock = stock(cola, "'available': 100");
    for (int i = 0; i < 40; i++) {
      sale(line("product", cola, 1));
    }

    flow.queue.ready(100);

    StoredRecord after = flow.record("stock", stock);
    assertThat(number(after, "reserved")).isEqualByComparingTo("40");
    assertThat(after.version()).isEqualTo(2);
  }
}
