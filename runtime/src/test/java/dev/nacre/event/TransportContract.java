package dev.nacre.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.nacre.storage.Database;
import dev.nacre.storage.DatabaseOver;
import dev.nacre.storage.JdbcDatabase;
import dev.nacre.storage.StorageException;
import dev.nacre.storage.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every transport promises, whatever it is made of. */
public abstract class TransportContract {
  private static final Instant CAME = Instant.parse("2026-03-01T08:00:00.123456Z");

  /** The ledger's database, which can be made to fail. */
  protected final Switched database =
      new Switched(new JdbcDatabase(TestPostgres.migratedDatabase()));

  private final AtomicReference<Instant> now = new AtomicReference<>(CAME);
  private final List<Inbox> inboxes = new ArrayList<>();

  /** The transport that is tried; none means PostgreSQL. */
  protected abstract List<TransportProvider> providers();

  /** The clock, standing. */
  protected final InstantSource clock() {
    return now::get;
  }

  /** A node. */
  protected final Inbox node() {
    return node(new Inbox.Bounds(50_000, 64L << 20), List.of());
  }

  /** A node that holds so much and tells those. */
  protected final Inbox node(Inbox.Bounds bounds, List<InboxListener> told) {
    Inbox inbox = unready(bounds, told);
    awaitReady(inbox);
    return inbox;
  }

  /** The same, however it is. */
  protected final Inbox unready(Inbox.Bounds bounds, List<InboxListener> told) {
    var inbox = new Inbox(database, clock(), bounds, told, providers());
    inboxes.add(inbox);
    return inbox;
  }

  /** Until it takes payloads. */
  protected static void awaitReady(Inbox inbox) {
    await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> inbox.standing().trouble() == null);
  }

  @AfterEach
  final void closeNodes() {
    database.failing(false);
    inboxes.forEach(Inbox::close);
  }

  @Test
  final void keepsAllOfAPayloadAsItCame() {
    Inbox inbox = node();
    byte[] body = new byte[] {0, 1, (byte) 0xff, '{', '\n'};
    UUID job = UUID.randomUUID();
    var finding = Finding.of("entry_repeated", 7);
    inbox.appendAndWait(
        List.of(
            new Arrival("hub@test", "shop", "键", body, Map.of("X-Trace", "a\0b"), job, List.of()),
            new Arrival("hub", "bare", null, new byte[0], Map.of(), null, List.of(finding))));
    List<InboxEntry> entries = entries(2);
    InboxEntry whole = entries.stream().filter(e -> e.app().equals("hub@test")).findFirst().get();
    assertThat(whole.connector()).isEqualTo("shop");
    assertThat(whole.key()).isEqualTo("键");
    assertThat(whole.body()).isEqualTo(body);
    assertThat(whole.headers()).isEqualTo(Map.of("X-Trace", "ab"));
    assertThat(whole.job()).isEqualTo(job);
    assertThat(whole.state()).isEqualTo(EntryState.RECEIVED);
    assertThat(whole.receivedAt()).isEqualTo(CAME);
    assertThat(whole.dueAt()).isEqualTo(CAME);
    InboxEntry dead = entries.stream().filter(e -> e.app().equals("hub")).findFirst().get();
    assertThat(dead.key()).isNull();
    assertThat(dead.body()).isEmpty();
    assertThat(dead.state()).isEqualTo(EntryState.DEAD);
    assertThat(dead.findings()).containsExactly(finding);
  }

  @Test
  final void keepsWhatItAnsweredWhenItIsClosedAtOnce() {
    Inbox inbox = node();
    inbox.appendAndWait(List.of(arrival("k", "1")));
    inbox.close();
    node();
    assertThat(bodies(1)).containsExactly("1");
  }

  @Test
  final void keepsTheOrderOfEachKey() throws InterruptedException {
    Inbox one = node();
    Inbox two = node();
    // what comes to one node after another has answered comes after it
    for (int i = 0; i < 40; i++) {
      (i % 2 == 0 ? one : two).appendAndWait(List.of(arrival("turns", "turns " + i)));
    }
    try (var pool = Executors.newFixedThreadPool(8)) {
      for (int k = 0; k < 8; k++) {
        int key = k;
        pool.execute(
            () -> {
              for (int i = 0; i < 50; i++) {
                Inbox inbox = i % 3 == 0 ? one : two;
                inbox.appendAndWait(
                    List.of(
                        arrival("k" + key, "k" + key + " " + 2 * i),
                        arrival("k" + key, "k" + key + " " + (2 * i + 1))));
              }
            });
      }
      pool.shutdown();
      assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
    var last = new HashMap<String, Integer>();
    for (String body : bodies(840)) {
      String[] parts = body.split(" ", 2);
      assertThat(Integer.parseInt(parts[1])).isEqualTo(last.getOrDefault(parts[0], -1) + 1);
      last.put(parts[0], Integer.parseInt(parts[1]));
    }
  }

  @Test
  final void comesThroughABurstOfTwentyThousandOnceEach() {
    Inbox inbox = node();
    var answers = new ArrayList<CompletableFuture<List<Long>>>();
    for (int i = 0; i < 20_000; i++) {
      answers.add(inbox.append(List.of(arrival("k" + i % 500, "n" + i))).toCompletableFuture());
    }
    answers.forEach(CompletableFuture::join);
    assertThat(bodies(20_000)).doesNotHaveDuplicates();
    assertThat(inbox.standing().payloads()).isEqualTo(20_000);
    assertThat(inbox.standing().commits()).isLessThan(5_000);
  }

  @Test
  final void refusesWhatIsTooMuchAndKeepsNothingOfIt() {
    Inbox inbox = node(new Inbox.Bounds(500, 1 << 20), List.of());
    int kept = 0;
    BusyException refused = null;
    var answers = new ArrayList<CompletableFuture<List<Long>>>();
    for (int i = 0; i < 100_000 && refused == null; i++) {
      try {
        var two = List.of(arrival(null, "a" + i), arrival(null, "b" + i));
        answers.add(inbox.append(two).toCompletableFuture());
        kept += 2;
      } catch (BusyException e) {
        refused = e;
      }
    }
    assertThat(refused).isNotNull();
    assertThat(refused.away()).isFalse();
    assertThat(refused.retryAfter()).isPositive();
    answers.forEach(CompletableFuture::join);
    inbox.appendAndWait(List.of(arrival(null, "after")));
    assertThat(bodies(kept + 1)).hasSize(kept + 1);
  }

  @Test
  final void takesLargeBodies() {
    Inbox inbox = node();
    byte[] large = new byte[12 << 20];
    new Random(7).nextBytes(large);
    inbox.appendAndWait(
        List.of(
            Arrival.of("hub", "shop", "large", large, Map.of()), arrival("large", "small after")));
    assertThat(entries(2).getFirst().body()).isEqualTo(large);
  }

  @Test
  final void keepsNothingOfABatchThatIsRefused() {
    Inbox inbox = node();
    Arrival strange = new Arrival("hub", "sh\0op", null, new byte[0], Map.of(), null, List.of());
    assertThatThrownBy(() -> inbox.appendAndWait(List.of(arrival("good", "1"), strange)))
        .isInstanceOf(RuntimeException.class);
    inbox.appendAndWait(List.of(arrival("after", "2")));
    assertThat(bodies(1)).containsExactly("2");
  }

  @Test
  final void tellsOfWhatIsDeadOnArrivalAndRings() {
    var told = new ArrayList<String>();
    var rings = new AtomicInteger();
    Inbox inbox =
        node(
            new Inbox.Bounds(100, 1 << 20),
            List.of(settled -> settled.forEach(s -> told.add(s.key()))));
    inbox.listen(rings::incrementAndGet);
    inbox.appendAndWait(List.of(arrival("fresh", "1"), dead("dead")));
    await().until(() -> rings.get() == 1);
    assertThat(told).containsExactly("dead");
    assertThat(bodies(2)).hasSize(2);
  }

  @Test
  final void goesOnAfterTheDatabaseWasAwayAndLosesNothingThatItAnswered() {
    Inbox inbox = node();
    inbox.appendAndWait(List.of(arrival("k", "before")));
    bodies(1);
    database.failing(true);
    var kept = new ArrayList<String>(List.of("before"));
    for (int i = 0; i < 5; i++) {
      try {
        inbox.appendAndWait(List.of(arrival("k", "while " + i)));
        kept.add("while " + i);
      } catch (StorageException e) {
        assertThat(e.retryable()).isTrue();
      }
    }
    database.failing(false);
    awaitReady(inbox);
    inbox.appendAndWait(List.of(arrival("k", "after")));
    kept.add("after");
    assertThat(bodies(kept.size())).isEqualTo(kept);
  }

  /** A payload of connector {@code shop} in app {@code hub}. */
  protected static Arrival arrival(String key, String body) {
    return TestInbox.arrival(key, body);
  }

  private static Arrival dead(String key) {
    return new Arrival(
        "hub", "shop", key, new byte[0], Map.of(), null, List.of(Finding.of("entry_cancelled")));
  }

  /** The bodies in the ledger in the order of their ids, once there are so many. */
  protected final List<String> bodies(int expected) {
    return texts(entries(expected));
  }

  /** All that is in the ledger, once there is so much. */
  protected final List<InboxEntry> entries(int expected) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> count() >= expected);
    List<InboxEntry> entries = entriesNow();
    assertThat(entries).hasSize(expected);
    return entries;
  }

  /** What is in the ledger now. */
  protected final List<String> bodiesNow() {
    return new ArrayList<>(texts(entriesNow()));
  }

  private static List<String> texts(List<InboxEntry> entries) {
    return entries.stream().map(e -> new String(e.body(), StandardCharsets.UTF_8)).toList();
  }

  private List<InboxEntry> entriesNow() {
    return database.always(
        connection -> {
          var entries = new ArrayList<InboxEntry>();
          try (PreparedStatement select =
                  connection.prepareStatement(
                      "SELECT " + EntryReader.FULL + " FROM nacre.inbox ORDER BY id");
              var row = select.executeQuery()) {
            while (row.next()) {
              entries.add(EntryReader.read(row));
            }
          }
          return entries;
        });
  }

  private int count() {
    return database.always(
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement("SELECT count(*) FROM nacre.inbox");
              var row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  /** A database that can be away, or go away right after a commit. */
  protected static final class Switched extends DatabaseOver {
    private volatile boolean failing;
    private final AtomicInteger losing = new AtomicInteger();

    Switched(Database inner) {
      super(inner);
    }

    /** From now on, or no longer. */
    public void failing(boolean now) {
      failing = now;
    }

    /** The next so many transactions commit, but nobody hears of it. */
    public void losing(int transactions) {
      losing.set(transactions);
    }

    /** Whether all of those have been. */
    public boolean lost() {
      return losing.get() <= 0;
    }

    @Override
    public <T> T inNewTransaction(Work<T> work) {
      if (failing) {
        throw away();
      }
      T result = super.inNewTransaction(work);
      if (losing.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        throw away();
      }
      return result;
    }

    <T> T always(Work<T> work) {
      return super.inNewTransaction(work);
    }

    private static StorageException away() {
      return new StorageException(new SQLException("the connection broke", "08006"));
    }
  }

  /** Those texts as payloads of one key. */
  protected static List<Arrival> arrivals(String key, String... bodies) {
    return Arrays.stream(bodies).map(body -> arrival(key, body)).toList();
  }
}
