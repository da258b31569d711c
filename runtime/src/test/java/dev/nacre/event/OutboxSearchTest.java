package dev.nacre.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxSearchTest {
  private final TestOutbox test = new TestOutbox();
  private final OutboxSearch search = new OutboxSearch(test.database, test.clock());

  @AfterEach
  void close() {
    test.engine.close();
  }

  private List<String> found(UnaryOperator<OutboxFilter> filter) {
    return search.newest(filter.apply(OutboxFilter.of("hub"))).entries().stream()
        .map(entry -> entry.key() == null ? "" : entry.key())
        .toList();
  }

  private void refused(String key, Problem... why) {
    test.partner = turn -> new Sending.Refused(List.of(why));
    test.add(TestOutbox.effect("text of " + key).inOrder(key));
    test.engine.work();
  }

  @Test
  void findsByTextStateConnectorAndTime() {
    Instant noon = test.clock().instant();
    test.add(TestOutbox.effect("杭州").inOrder("a"), TestOutbox.effect("b").inOrder("b"));
    test.engine.work();
    test.pass(Duration.ofHours(1));
    test.add(TestOutbox.effect("later").inOrder("c"));
    assertThat(found(f -> f.text("杭州"))).containsExactly("a");
    assertThat(found(f -> f.in(OutboxState.PENDING))).containsExactly("c");
    assertThat(found(f -> f.in(OutboxState.SENT))).containsExactly("b", "a");
    assertThat(found(f -> f.between(noon.plusSeconds(1), null))).containsExactly("c");
    assertThat(found(f -> f.between(null, noon.plusSeconds(1)))).containsExactly("b", "a");
    assertThat(found(f -> f.from("other"))).isEmpty();
    assertThat(search.newest(OutboxFilter.of("hub").page(null, 2)).next()).isNotNull();
  }

  @Test
  void countsWhatGaveUpByCauseAndKnowsWhatMayHaveBeenDone() {
    refused("a", Problem.at("/to", "recipient_unknown", "x"));
    refused("b", Problem.at("/to", "recipient_unknown", "y"));
    refused("c", Problem.at("", "http_timeout"), Problem.at("", "outcome_unsure"));
    assertThat(search.causes("hub", null))
        .extracting(CauseCount::cause, CauseCount::count)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("recipient_unknown@/to", 2L),
            org.assertj.core.groups.Tuple.tuple("http_timeout", 1L));
    assertThat(found(f -> f.cause("recipient_unknown@/to"))).containsExactly("b", "a");
    assertThat(found(f -> f.in(OutboxState.DEAD).sure(true))).containsExactly("b", "a");
    assertThat(search.count(OutboxFilter.of("hub").in(OutboxState.DEAD))).isEqualTo(3);
  }
}
