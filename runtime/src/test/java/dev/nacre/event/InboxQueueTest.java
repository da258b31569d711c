package dev.nacre.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.event.InboxEntry.RecordLink;
import dev.nacre.event.InboxQueue.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InboxQueueTest {
  private final TestInbox test = new TestInbox();

  @Test
  void givesAnEntryToOneWorkerOnly() {
    long one = test.append(null, "1");
    long two = test.append(null, "2");
    inTransaction(
        () -> {
          assertThat(ids(test.take(1))).containsExactly(one);
          assertThat(elsewhere(10)).containsExactly(two);
        });
  }

  @Test
  void holdsBackWhatFollowsAnEntryOfTheSameKeyAtAnotherWorker() {
    long first = test.append("order 1", "1");
    long other = test.append("order 2", "2");
    test.append("order 1", "3");
    inTransaction(
        () -> {
          assertThat(ids(test.take(1))).containsExactly(first);
          assertThat(elsewhere(10)).containsExactly(other);
        });
    assertThat(elsewhere(10)).hasSize(3);
  }

  @Test
  void givesEntriesOfOneKeyTogetherInOrder() {
    long first = test.append("order 1", "1");
    long second = test.append("order 1", "2");
    assertThat(elsewhere(10)).containsExactly(first, second);
  }

  @Test
  void letsOthersPassAnEntryThatWaitsForAnotherTry() {
    long first = test.append("order 1", "1");
    long second = test.append("order 1", "2");
    long other = test.append("order 2", "3");
    Instant later = test.clock().instant().plus(Duration.ofMinutes(1));
    test.queue().settle(List.of(Settlement.again(first, later, List.of(Finding.of("down")))));
    assertThat(elsewhere(1)).containsExactly(other);
    assertThat(test.store().get("hub", first).orElseThrow().attempts()).isEqualTo(1);
    test.at(later);
    assertThat(elsewhere(10)).containsExactly(first, second, other);
  }

  @Test
  void givesBackWhatWasNotSettled() {
    long id = test.append("k", "1");
    try {
      test.database()
          .inNewTransaction(
              connection -> {
                test.queue().settle(List.of(Settlement.done(take().id(), null, List.of())));
                throw new IllegalStateException("the process dies here");
              });
    } catch (IllegalStateException expected) {
      assertThat(elsewhere(10)).containsExactly(id);
    }
  }

  @Test
  void tellsWhatTheLastEntryOfTheKeyWas() {
    long first = test.append("k", "{\"a\":1}");
    var link = new RecordLink("orders", "order", UUID.randomUUID(), "created");
    test.queue().settle(List.of(Settlement.done(first, "plan 1", List.of(link))));
    test.append("k", "{\"a\":1}");
    Turn turn = take();
    assertThat(turn.last()).isEqualTo(new Turn.Last(first, turn.digest(), "plan 1"));
    assertThat(test.store().get("hub", first).orElseThrow().records()).containsExactly(link);
  }

  @Test
  void letsEachConnectorHaveItsTurnHoweverMuchWaitsAtOne() {
    for (int i = 0; i < 50; i++) {
      test.append(null, "storm " + i);
    }
    arrive("till");
    arrive("web");
    var round = new InboxRound(test.queue());
    var turns = new ArrayList<String>();
    for (int i = 0; i < 6; i++) {
      Source source = round.next(Set.of()).orElseThrow();
      turns.add(source.connector());
      settleAll(source, 5);
      round.back(source);
    }
    assertThat(turns).containsExactly("shop", "till", "web", "shop", "shop", "shop");
  }

  @Test
  void givesAConnectorToOneWorkerOfANodeAtATime() {
    test.append(null, "1");
    test.append(null, "2");
    var round = new InboxRound(test.queue());
    Source shop = round.next(Set.of()).orElseThrow();
    assertThat(round.next(Set.of())).isEmpty();
    arrive("till");
    assertThat(round.next(Set.of()).map(Source::connector)).contains("till");
    assertThat(round.back(shop)).as("somebody asked for it").isTrue();
    assertThat(round.next(Set.of())).contains(shop);
    assertThat(round.back(shop)).isFalse();
  }

  @Test
  void worksReplaysBehindWhatIsFreshAndWithAShare() {
    List<Long> old = settled(40);
    old.forEach(id -> test.store().replay("hub", id, TestInbox.ANN));
    var fresh = new ArrayList<Long>();
    for (int i = 0; i < 40; i++) {
      fresh.add(test.append("new " + i, "{}"));
    }
    List<Long> taken = elsewhere(20);
    assertThat(taken).containsAll(fresh.subList(0, 20)).containsAll(old.subList(0, 5)).hasSize(25);
    taken.forEach(id -> test.queue().settle(List.of(Settlement.done(id, null, List.of()))));
    fresh
        .subList(20, 40)
        .forEach(id -> test.queue().settle(List.of(Settlement.done(id, null, List.of()))));
    assertThat(elsewhere(20)).as("all of it when nothing is fresh").isEqualTo(old.subList(5, 25));
  }

  @Test
  void takesReplaysAlongThatSomethingFreshWouldHaveToWaitFor() {
    List<Long> old = settled(30);
    old.forEach(id -> test.store().replay("hub", id, TestInbox.ANN));
    long fresh = test.append("key 29", "{}");
    assertThat(elsewhere(20)).endsWith(old.getLast(), fresh).hasSize(21);
  }

  @Test
  void findsWhatWaitsWithoutReadingWhatIsDone() {
    String plan =
        test.database()
            .inNewTransaction(
                connection -> {
                  try (var statement = connection.createStatement()) {
                    statement.execute("SET LOCAL enable_seqscan = off");
                    var rows =
                        statement.executeQuery(
                            "EXPLAIN SELECT id FROM nacre.inbox WHERE app = 'a' AND connector = 'c'"
                                + " AND state = 'received' AND attempts + replays = 0"
                                + " ORDER BY id + 0 LIMIT 500");
                    var text = new StringBuilder();
                    while (rows.next()) {
                      text.append(rows.getString(1)).append('\n');
                    }
                    return text.toString();
                  }
                });
    assertThat(plan)
        .contains("app_connector_expr_idx")
        .doesNotContain("->  Sort")
        .doesNotContain("Seq");
  }

  @Test
  void listsFiltersAndReplays() {
    long dead = test.append("a/1", "x");
    long done = test.append("a/2", "{}");
    Finding why =
        new Finding("orders", "/qty", dev.nacre.metadata.Problem.at("/qty", "bad", "é\0"));
    test.queue()
        .settle(
            List.of(
                Settlement.dead(dead, null, List.of(why)), Settlement.done(done, null, List.of())));
    InboxFilter all = InboxFilter.of("hub");
    assertThat(test.store().list(all)).extracting(InboxEntry::id).containsExactly(done, dead);
    assertThat(test.store().list(all.in(EntryState.DEAD)))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.body()).isNull();
              assertThat(e.findings().getFirst().problem().args()).containsExactly("é␀");
            });
    assertThat(test.store().list(InboxFilter.of("other"))).isEmpty();
    assertThat(test.store().states("hub", "shop"))
        .containsEntry(EntryState.DEAD, 1L)
        .containsEntry(EntryState.DONE, 1L);
    assertThat(test.store().replay("other", dead, TestInbox.ANN)).isFalse();
    assertThat(test.store().replay("hub", List.of(dead, done), EntryState.DEAD)).isEqualTo(1);
    assertThat(test.store().replay("hub", dead, TestInbox.ANN)).isFalse();
    assertThat(take().replayed()).isTrue();
  }

  @Test
  void tellsWhoReplayedAndCorrectedWhat() {
    var acts = new ArrayList<String>();
    var store =
        new InboxStore(
            test.database(),
            test.clock(),
            test.inbox(),
            (who, act, app, subject) -> acts.add(who.id() + " " + act + " " + app + " " + subject));
    List<Long> ids = settled(2);
    store.replay("hub", ids.getFirst(), TestInbox.ANN);
    store.replay("hub", ids.getFirst(), TestInbox.ANN);
    store.correct("hub", ids.getLast(), new byte[] {'1'}, TestInbox.ANN);
    assertThat(acts)
        .containsExactly(
            "ann inbox_replay hub " + ids.getFirst(), "ann inbox_correct hub " + ids.getLast());
  }

  @Test
  void keepsTheOriginalOfACorrectedBody() {
    long id = test.append("k", "{\"qty\":\"six\"}");
    test.queue().settle(List.of(Settlement.dead(id, null, List.of(Finding.of("bad")))));
    byte[] fixed = "{\"qty\":6}".getBytes(StandardCharsets.UTF_8);
    assertThat(test.store().correct("hub", id, fixed, TestInbox.ANN)).isTrue();
    InboxEntry entry = test.store().get("hub", id).orElseThrow();
    assertThat(entry.state()).isEqualTo(EntryState.RECEIVED);
    assertThat(entry.body()).isEqualTo(fixed);
    assertThat(entry.original()).asString(StandardCharsets.UTF_8).contains("six");
  }

  private void arrive(String connector) {
    var arrival = Arrival.of("hub", connector, null, new byte[] {'1'}, Map.of());
    test.inbox().appendAndWait(List.of(arrival));
  }

  private void settleAll(Source source, int limit) {
    test.database()
        .inNewTransaction(
            connection -> {
              List<Turn> turns = test.queue().take(source, limit);
              test.queue()
                  .settle(
                      turns.stream().map(t -> Settlement.done(t.id(), null, List.of())).toList());
              return turns;
            });
  }

  /** Entries of so many keys that took effect. */
  private List<Long> settled(int count) {
    var ids = new ArrayList<Long>();
    for (int i = 0; i < count; i++) {
      ids.add(test.append("key " + i, "{}"));
    }
    settleAll(new Source("hub", "shop"), count);
    return ids;
  }

  private Turn take() {
    return test.take(1).getFirst();
  }

  private void inTransaction(Runnable work) {
    test.database()
        .inNewTransaction(
            connection -> {
              work.run();
              return 0;
            });
  }

  private List<Long> elsewhere(int limit) {
    return test.database().inNewTransaction(connection -> ids(test.take(limit)));
  }

  private static List<Long> ids(List<Turn> turns) {
    return turns.stream().map(Turn::id).toList();
  }
}
