package dev.nacre.event.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.nacre.event.Arrival;
import dev.nacre.event.BusyException;
import dev.nacre.event.EntryState;
import dev.nacre.event.Inbox;
import dev.nacre.event.InboxEntry;
import dev.nacre.event.TooLargeException;
import dev.nacre.event.TransportContract;
import dev.nacre.event.TransportProvider;
import dev.nacre.event.UncertainException;
import dev.nacre.metadata.NacreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaTransportTest extends TransportContract {
  private static TestBroker broker;

  private final String topic = "inbox-" + UUID.randomUUID();
  private KafkaSettings settings = settings(1_000_000);

  @BeforeAll
  static void startBroker(@TempDir Path folder) {
    broker = TestBroker.on(folder);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private KafkaSettings settings(long most) {
    return new KafkaSettings(
        broker.address(),
        topic,
        6,
        null,
        most,
        Map.of("metadata.max.age.ms", "1000", "session.timeout.ms", "6000"));
  }

  @Override
  protected List<TransportProvider> providers() {
    return List.of(new KafkaTransports(Optional.of(settings)));
  }

  @AfterEach
  void isUpForTheNext() {
    broker.stop();
    broker.start();
  }

  @Test
  void writesNothingTwiceWhenNobodyHeardOfTheCommit() {
    Inbox inbox = node();
    inbox.appendAndWait(arrivals("k", "1", "2"));
    bodies(2);
    database.losing(3);
    for (int i = 3; i < 40; i++) {
      inbox.appendAndWait(arrivals("k", String.valueOf(i)));
    }
    await().until(database::lost);
    inbox.appendAndWait(arrivals("k", "last"));
    assertThat(bodies(40)).doesNotHaveDuplicates().endsWith("last");
  }

  @Test
  void losesAndDoublesNothingWhenTheBrokerStopsInTheMiddle() {
    Inbox inbox = node();
    var kept = new ArrayList<String>();
    var unknown = new ArrayList<String>();
    var answers = new ArrayList<CompletableFuture<List<Long>>>();
    var bodies = new ArrayList<String>();
    for (int i = 0; i < 3_000; i++) {
      answers.add(inbox.append(arrivals("k" + i % 7, "n" + i)).toCompletableFuture());
      bodies.add("n" + i);
      if (i == 1_500) {
        answers.get(200).join();
        broker.stop();
        broker.start();
      }
    }
    for (int i = 0; i < answers.size(); i++) {
      try {
        answers.get(i).join();
        kept.add(bodies.get(i));
      } catch (CompletionException e) {
        assertThat(e.getCause()).isInstanceOf(NacreException.class);
        if (e.getCause() instanceof UncertainException) {
          unknown.add(bodies.get(i));
        }
      }
    }
    awaitReady(inbox);
    inbox.appendAndWait(arrivals("end", "end"));
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> inbox.standing().trouble() == null && inbox.standing().lag() == 0);
    List<String> all = bodiesNow();
    assertThat(all).doesNotHaveDuplicates().containsAll(kept);
    all.removeAll(kept);
    all.removeAll(unknown);
    assertThat(all).as("nothing that was refused").containsExactly("end");
  }

  @Test
  void refusesAtOnceWhileKafkaIsAwayAndComesBackByItself() {
    broker.stop();
    Inbox inbox = unready(new Inbox.Bounds(100, 1 << 20), List.of());
    assertThatThrownBy(() -> inbox.append(arrivals("k", "1")))
        .isInstanceOfSatisfying(
            BusyException.class,
            e -> {
              assertThat(e.away()).isTrue();
              assertThat(e.retryAfter()).isPositive();
            });
    assertThat(inbox.standing().trouble()).isNotNull();
    broker.start();
    awaitReady(inbox);
    inbox.appendAndWait(arrivals("k", "2"));
    assertThat(bodies(1)).containsExactly("2");
    inbox.close();
  }

  @Test
  void keepsWhatCannotBeReadAsDeadLettersAndGoesOn() throws Exception {
    Inbox inbox = node();
    inbox.appendAndWait(arrivals("k", "1"));
    bodies(1);
    byte[] strange = "not ours".getBytes(StandardCharsets.UTF_8);
    var broken = new ProducerRecord<byte[], byte[]>(topic, 0, null, strange);
    broken.headers().add("nacre-app", "hub".getBytes(StandardCharsets.UTF_8));
    broken.headers().add("nacre-connector", "shop".getBytes(StandardCharsets.UTF_8));
    broken.headers().add("nacre-job", "no id".getBytes(StandardCharsets.UTF_8));
    try (var other =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.address()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int partition = 0; partition < 6; partition++) {
        other.send(new ProducerRecord<>(topic, partition, null, strange)).get();
      }
      other.send(broken).get();
      other.send(new ProducerRecord<>(topic, 1, null, null)).get();
    }
    inbox.appendAndWait(arrivals("k", "2"));
    List<InboxEntry> entries = entries(10);
    List<InboxEntry> dead = entries.stream().filter(e -> e.state() == EntryState.DEAD).toList();
    assertThat(dead)
        .hasSize(8)
        .allSatisfy(
            e ->
                assertThat(e.findings().getFirst().problem().code())
                    .isEqualTo("transport_unreadable"));
    assertThat(dead).filteredOn(e -> e.app().equals("hub")).hasSize(1);
    assertThat(dead).filteredOn(e -> e.body().length > 0).hasSize(7);
  }

  @Test
  void keepsTheOthersWhenTheDatabaseRefusesOne() {
    Inbox inbox = node();
    var answers = new ArrayList<CompletableFuture<List<Long>>>();
    for (int i = 0; i < 50; i++) {
      answers.add(inbox.append(arrivals("k", "n" + i)).toCompletableFuture());
    }
    Arrival odd =
        Arrival.of(
            "hub", tooLongForAnIndex(), "k", "odd".getBytes(StandardCharsets.UTF_8), Map.of());
    answers.add(inbox.append(List.of(odd)).toCompletableFuture());
    for (int i = 50; i < 100; i++) {
      answers.add(inbox.append(arrivals("k", "n" + i)).toCompletableFuture());
    }
    answers.forEach(CompletableFuture::join);
    List<InboxEntry> entries = entries(101);
    assertThat(entries).filteredOn(e -> e.state() == EntryState.RECEIVED).hasSize(100);
    assertThat(entries)
        .filteredOn(e -> e.state() == EntryState.DEAD)
        .singleElement()
        .satisfies(e -> assertThat(e.body()).asString().isEqualTo("odd"));
  }

  @Test
  void asksSendersToWaitWhenTheLedgerIsTooFarBehind() {
    settings = settings(50);
    Inbox inbox = node();
    inbox.appendAndWait(arrivals("k", "first"));
    bodies(1);
    database.failing(true);
    int kept = 1;
    BusyException refused = null;
    long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (refused == null && System.nanoTime() < end) {
      try {
        inbox.appendAndWait(arrivals("k", "n" + kept));
        kept++;
      } catch (BusyException e) {
        refused = e;
      }
    }
    assertThat(refused).isNotNull();
    assertThat(refused.away()).isFalse();
    database.failing(false);
    assertThat(bodies(kept)).hasSize(kept);
    await().atMost(Duration.ofSeconds(20)).until(() -> inbox.standing().lag() == 0);
    inbox.appendAndWait(arrivals("k", "again"));
    assertThat(bodies(kept + 1)).endsWith("again");
  }

  @Test
  void saysHowLargeAPayloadMayBe() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic, 2, (short) 1).configs(Map.of("max.message.bytes", "20000"))))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    Inbox inbox = node();
    assertThatThrownBy(() -> inbox.append(arrivals("k", "small", "x".repeat(20_000))))
        .isInstanceOfSatisfying(
            TooLargeException.class,
            e -> assertThat(e.problems().getFirst().args().getLast()).isEqualTo("20000"));
    inbox.appendAndWait(arrivals("k", "x".repeat(18_000)));
    assertThat(bodies(1)).hasSize(1);
  }

  @Test
  void goesOnAtTheBeginningOfATopicThatWasMadeAnew() throws Exception {
    Inbox before = node();
    before.appendAndWait(arrivals("k", "1", "2", "3"));
    bodies(3);
    before.close();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
      admin.deleteTopics(List.of(topic)).all().get();
      await().until(() -> !admin.listTopics().names().get().contains(topic));
    }
    Inbox after = node();
    after.appendAndWait(arrivals("k", "4"));
    assertThat(bodies(4)).endsWith("4");
  }

  @Test
  void sharesThePartitionsAndTakesThemOverFromANodeThatIsGone() {
    Inbox one = node();
    Inbox two = node();
    for (int i = 0; i < 50; i++) {
      one.appendAndWait(arrivals("k" + i, "n" + i));
    }
    one.close();
    for (int i = 50; i < 100; i++) {
      two.appendAndWait(arrivals("k" + i, "n" + i));
    }
    assertThat(bodies(100)).doesNotHaveDuplicates();
  }

  /** Nor can it be made shorter. */
  private static String tooLongForAnIndex() {
    byte[] random = new byte[10_000];
    new Random(3).nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
