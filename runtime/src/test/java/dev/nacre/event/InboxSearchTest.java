package dev.nacre.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class InboxSearchTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final TestInbox test = new TestInbox();
  private final InboxSearch search = new InboxSearch(test.database());

  private long arrive(String connector, String key, String body) {
    Arrival arrival =
        Arrival.of("hub", connector, key, body.getBytes(StandardCharsets.UTF_8), Map.of());
    return test.inbox().appendAndWait(List.of(arrival)).getFirst();
  }

  private long dead(String connector, Finding... why) {
    long id = arrive(connector, "k" + Math.random(), "{}");
    test.queue().settle(List.of(Settlement.dead(id, null, List.of(why))));
    return id;
  }

  private static Finding wrong(String pointer, String code) {
    return new Finding("orders", "/from" + pointer, Problem.at(pointer, code, "x"));
  }

  private List<Long> found(UnaryOperator<InboxFilter> filter) {
    return search.newest(filter.apply(InboxFilter.of("hub"))).entries().stream()
        .map(InboxEntry::id)
        .toList();
  }

  @Test
  void findsTextInKeysAndPayloadsAlsoWhereJsonEscapesIt() {
    long key = arrive("shop", "web/A-4711", "{}");
    long body = arrive("shop", "web/1", "{\"no\":\"A-4711\"}");
    long plain = arrive("shop", "web/2", "{\"city\":\"杭州市\"}");
    long escaped = arrive("shop", "web/3", "{\"city\":\"\\u676d\\u5dde\\u5e02\"}");
    assertThat(found(f -> f.text("A-4711"))).containsExactly(body, key);
    assertThat(found(f -> f.text("杭州"))).containsExactly(escaped, plain);
    assertThat(found(f -> f.text("a-4711"))).isEmpty();
    assertThat(found(f -> f.key("4711"))).containsExactly(key);
    assertThat(found(f -> f.text("A-4711").from("other"))).isEmpty();
  }

  @Test
  void findsWhatCameBetweenTwoMomentsHoweverManyCameSince() {
    var ids = new ArrayList<Long>();
    for (int minute = 0; minute < 40; minute++) {
      test.at(NOON.plus(Duration.ofMinutes(minute)));
      ids.add(arrive("shop", "k" + minute, "{}"));
    }
    assertThat(
            found(
                f ->
                    f.between(
                        NOON.plus(Duration.ofMinutes(10)), NOON.plus(Duration.ofMinutes(13)))))
        .containsExactly(ids.get(12), ids.get(11), ids.get(10));
    assertThat(found(f -> f.between(null, NOON))).isEmpty();
    assertThat(found(f -> f.between(NOON.plus(Duration.ofMinutes(39)), null)))
        .containsExactly(ids.get(39));
    assertThat(found(f -> f.between(NOON.plus(Duration.ofHours(9)), null))).isEmpty();
  }

  @Test
  void pagesGoOnBehindTheLastOneAndEnd() {
    var ids = new ArrayList<Long>();
    for (int i = 0; i < 5; i++) {
      ids.addFirst(arrive("shop", "k" + i, "{}"));
    }
    LedgerPage<InboxEntry> first = search.newest(InboxFilter.of("hub").page(null, 3));
    assertThat(first.entries()).extracting(InboxEntry::id).isEqualTo(ids.subList(0, 3));
    LedgerPage<InboxEntry> last = search.newest(InboxFilter.of("hub").page(first.next(), 2));
    assertThat(last.entries()).extracting(InboxEntry::id).isEqualTo(ids.subList(3, 5));
    assertThat(last.next()).isNull();
    LedgerPage<InboxEntry> oldest = search.oldest(InboxFilter.of("hub").page(null, 2));
    assertThat(oldest.entries()).extracting(InboxEntry::id).containsExactly(ids.get(4), ids.get(3));
    assertThat(search.oldest(InboxFilter.of("hub").page(oldest.next(), 9)).entries())
        .extracting(InboxEntry::id)
        .containsExactly(ids.get(2), ids.get(1), ids.get(0));
  }

  @Test
  void tellsWhereToGoOnWhenWhatIsSoughtIsRare() {
    long rare = arrive("shop", "needle", "{}");
    for (int i = 0; i < 25; i++) {
      arrive("shop", "hay" + i, "{}");
    }
    var impatient = new InboxSearch(test.database(), 10, 10, Duration.ZERO);
    InboxFilter filter = InboxFilter.of("hub").text("needle");
    LedgerPage<InboxEntry> first = impatient.newest(filter);
    assertThat(first.entries()).isEmpty();
    assertThat(first.next()).isNotNull();
    LedgerPage<InboxEntry> second = impatient.newest(filter.page(first.next(), 50));
    assertThat(second.entries()).isEmpty();
    LedgerPage<InboxEntry> third = impatient.newest(filter.page(second.next(), 50));
    assertThat(third.entries()).extracting(InboxEntry::id).containsExactly(rare);
    assertThat(third.next()).isNull();
    // with the usual patience it is one page
    assertThat(new InboxSearch(test.database(), 10, 10, Duration.ofMinutes(1)).newest(filter))
        .isEqualTo(third);
  }

  @Test
  void countsDeadLettersByConnectorCodeAndPlaceWhateverTheLine() {
    dead("shop", wrong("/lines/0/qty", "number_wrong"), wrong("/note", "too_long"));
    long newest = dead("shop", wrong("/lines/17/qty", "number_wrong"));
    long price = dead("shop", wrong("/lines/1/price", "number_wrong"));
    long other = dead("post", wrong("/lines/0/qty", "number_wrong"));
    long whole = dead("shop", Finding.of("connector_unknown", "shop", "hub"));
    assertThat(search.causes("hub", null))
        .containsExactly(
            new CauseCount("shop", "number_wrong@/lines/*/qty", 2, newest),
            new CauseCount("shop", "connector_unknown", 1, whole),
            new CauseCount("post", "number_wrong@/lines/*/qty", 1, other),
            new CauseCount("shop", "number_wrong@/lines/*/price", 1, price));
    assertThat(search.causes("hub", "post")).hasSize(1);
    assertThat(search.causes("other", null)).isEmpty();
    String cause = "number_wrong@/lines/*/qty";
    assertThat(found(f -> f.from("shop").cause(cause))).hasSize(2).startsWith(newest);
    assertThat(found(f -> f.cause(cause))).hasSize(3);
    assertThat(search.count(InboxFilter.of("hub").from("shop").cause(cause))).isEqualTo(2);
  }

  @Test
  void groupsWhatWasBrokenWhenItCameAndForgetsWhatWasPutRight() {
    var broken =
        new Arrival(
            "hub",
            "shop",
            null,
            new byte[] {'x'},
            Map.of(),
            null,
            List.of(Finding.of("payload_unreadable")));
    long id = test.inbox().appendAndWait(List.of(broken)).getFirst();
    assertThat(search.causes("hub", null))
        .containsExactly(new CauseCount("shop", "payload_unreadable", 1, id));
    test.store().replay("hub", id, TestInbox.ANN);
    assertThat(search.causes("hub", null)).isEmpty();
    test.queue().settle(List.of(Settlement.done(id, null, List.of())));
    assertThat(found(f -> f.cause("payload_unreadable"))).isEmpty();
  }

  @Test
  void hidesHeadersThatWouldLetWhoeverReadsThemIn() {
    var arrival =
        Arrival.of(
            "hub",
            "shop",
            null,
            new byte[] {'1'},
            Map.of("x-api-key", "s3cret", "x-shop-signature", "abc", "operation", "list"));
    long id = test.inbox().appendAndWait(List.of(arrival)).getFirst();
    assertThat(test.store().get("hub", id).orElseThrow().headers())
        .containsOnlyKeys("x-shop-signature", "operation");
  }
}
