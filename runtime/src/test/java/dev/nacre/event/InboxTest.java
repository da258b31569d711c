package dev.nacre.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.storage.Database;
import dev.nacre.storage.DatabaseOver;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InboxTest {
  private final TestInbox test = new TestInbox();

  @Test
  void losesNothingUnderSixteenThreadsAndSharesCommits() throws InterruptedException {
    int threads = 16;
    int each = 250;
    Set<Long> ids = new ConcurrentSkipListSet<>();
    var start = new CountDownLatch(1);
    try (var pool = Executors.newFixedThreadPool(threads)) {
      for (int t = 0; t < threads; t++) {
        int thread = t;
        pool.execute(
            () -> {
              awaitOpen(start);
              for (int i = 0; i < each; i++) {
                ids.add(test.append(thread + "/" + i, "{\"n\":" + i + "}"));
              }
            });
      }
      start.countDown();
      pool.shutdown();
      assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(ids).hasSize(threads * each);
    assertThat(stored()).isEqualTo(ids);
    assertThat(test.inbox().standing().payloads()).isEqualTo(ids.size());
    assertThat(test.inbox().standing().commits()).isLessThan(threads * each / 2);
  }

  @Test
  void keepsBytesKeyAndHeadersAsTheyCame() {
    byte[] body = "{\"id\": 4611686018427387905123}\n".getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = Map.of("Content-Type", "application/json", "X-Trace", "a\0b");
    long id =
        test.inbox()
            .appendAndWait(List.of(Arrival.of("hub", "shop", "键", body, headers)))
            .getFirst();
    InboxEntry entry = test.store().get("hub", id).orElseThrow();
    assertThat(entry.body()).isEqualTo(body);
    assertThat(entry.key()).isEqualTo("键");
    assertThat(entry.headers()).containsEntry("X-Trace", "ab");
    assertThat(entry.state()).isEqualTo(EntryState.RECEIVED);
    assertThat(entry.receivedAt()).isEqualTo(test.clock().instant());
  }

  @Test
  void givesIdsInTheOrderOfTheArrivals() {
    var arrivals = new ArrayList<Arrival>();
    for (int i = 0; i < 500; i++) {
      arrivals.add(TestInbox.arrival("k", "{\"n\":" + i + "}"));
    }
    List<Long> ids = test.inbox().appendAndWait(arrivals);
    assertThat(ids).hasSize(500).isSorted();
    List<Turn> turns = test.take(500);
    for (int i = 0; i < 500; i++) {
      assertThat(new String(turns.get(i).body(), StandardCharsets.UTF_8))
          .isEqualTo("{\"n\":" + i + "}");
    }
  }

  @Test
  void refusesWhatIsTooMuchAndKeepsNothingOfIt() {
    var release = new CountDownLatch(1);
    var slow = new Inbox(blocked(release), test.clock(), new Inbox.Bounds(3, 1000));
    List<CompletionStage<List<Long>>> kept = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      kept.add(slow.append(List.of(TestInbox.arrival(null, "{}"))));
    }
    assertThatThrownBy(() -> slow.append(List.of(TestInbox.arrival(null, "{}"))))
        .isInstanceOfSatisfying(
            BusyException.class, e -> assertThat(e.retryAfter().toSeconds()).isEqualTo(1));
    release.countDown();
    kept.forEach(k -> assertThat(k.toCompletableFuture().join()).hasSize(1));
    assertThat(stored()).hasSize(3);
    assertThat(slow.append(List.of(TestInbox.arrival(null, "{}"))).toCompletableFuture().join())
        .hasSize(1);
    slow.close();
  }

  @Test
  void writesWhatIsWaitingBeforeItCloses() {
    var release = new CountDownLatch(1);
    var slow = new Inbox(blocked(release), test.clock());
    var first = slow.append(List.of(TestInbox.arrival(null, "1")));
    var second = slow.append(List.of(TestInbox.arrival(null, "2")));
    release.countDown();
    slow.close();
    assertThat(first.toCompletableFuture().join()).hasSize(1);
    assertThat(second.toCompletableFuture().join()).hasSize(1);
    assertThatThrownBy(() -> slow.append(List.of(TestInbox.arrival(null, "3"))))
        .isInstanceOf(BusyException.class);
  }

  @Test
  void keepsTheOthersWhenTheDatabaseRefusesOne() {
    var release = new CountDownLatch(1);
    var slow = new Inbox(blocked(release), test.clock());
    var first = slow.append(List.of(TestInbox.arrival(null, "1")));
    var good = slow.append(List.of(TestInbox.arrival("good", "2")));
    Arrival strange = new Arrival("hub", "sh\0op", null, new byte[0], Map.of(), null, List.of());
    var bad = slow.append(List.of(strange));
    var after = slow.append(List.of(TestInbox.arrival("after", "3")));
    release.countDown();
    assertThat(first.toCompletableFuture().join()).hasSize(1);
    assertThat(good.toCompletableFuture().join()).hasSize(1);
    assertThat(bad.toCompletableFuture()).failsWithin(java.time.Duration.ofSeconds(10));
    assertThat(after.toCompletableFuture().join()).hasSize(1);
    slow.close();
  }

  @Test
  void ringsOnceCommitted() {
    var rings = new AtomicInteger();
    test.inbox().listen(() -> rings.addAndGet(stored().size()));
    test.append(null, "{}");
    test.inbox().close();
    assertThat(rings).hasValue(1);
  }

  /** The same database, whose first transaction waits. */
  private Database blocked(CountDownLatch release) {
    var first = new java.util.concurrent.atomic.AtomicBoolean(true);
    return new DatabaseOver(test.database()) {
      @Override
      public <T> T inNewTransaction(Work<T> work) {
        if (first.getAndSet(false)) {
          awaitOpen(release);
        }
        return super.inNewTransaction(work);
      }
    };
  }

  private static void awaitOpen(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Set<Long> stored() {
    return test.database()
        .inNewTransaction(
            connection -> {
              var ids = new TreeSet<Long>();
              try (PreparedStatement select =
                      connection.prepareStatement("SELECT id FROM nacre.inbox");
                  var row = select.executeQuery()) {
                while (row.next()) {
                  ids.add(row.getLong(1));
                }
              }
              return ids;
            });
  }
}
