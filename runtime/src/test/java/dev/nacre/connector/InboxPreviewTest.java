package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.nacre.event.EntryState;
import dev.nacre.record.NotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InboxPreviewTest {
  private static final String ORDER =
      """
      {'id': 1, 'channel': 'dy', 'state': 2, 'updated': 1772323200, 'remark': 'quick',
       'buyer': {'id': 'B1', 'name': 'x'}, 'items': [{'sku': 'A', 'n': 'many', 'fen': 1999}]}\
      """;

  private final TestHub hub = new TestHub();
  private final InboxPreview preview =
      new InboxPreview(
          hub.registry,
          new TrialEngine(hub.operations, hub.app.database, hub.app.engine, () -> hub.app.now));

  private List<Trial.Mapped> of(long id, @Nullable String body) {
    byte[] bytes = body == null ? null : body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return preview.of(hub.entry(id), bytes);
  }

  @Test
  void showsWhatACorrectedPayloadWouldBecomeAndKeepsNothing() {
    long id = hub.arrive("shop", ORDER);
    hub.work();
    assertThat(of(id, null).getFirst().findings())
        .extracting(f -> f.source(), f -> f.problem().pointer())
        .containsExactly(tuple("/items/0/n", "/lines/0/qty"));
    List<Trial.Mapped> mapped = of(id, ORDER.replace("'many'", "3"));
    assertThat(mapped)
        .extracting(Trial.Mapped::form, Trial.Mapped::outcome)
        .containsExactly(tuple("customer", "created"), tuple("order", "created"));
    assertThat(Objects.requireNonNull(mapped.getLast().record()).path("amount").decimalValue())
        .isEqualByComparingTo("59.97");
    assertThat(hub.records("order")).isEmpty();
    assertThat(hub.entry(id).state()).isEqualTo(EntryState.DEAD);
    assertThat(hub.entry(id).body()).asString(StandardCharsets.UTF_8).contains("many");
  }

  @Test
  void tellsThatSomethingNewerCameAsAReplayWould() {
    String fine = ORDER.replace("'many'", "3");
    long old = hub.arrive("shop", fine);
    hub.work();
    // of what took effect itself a replay is no older than itself
    assertThat(of(old, fine.replace("quick", "slow")))
        .extracting(Trial.Mapped::outcome)
        .containsExactly("unchanged", "updated");
    hub.arrive("shop", fine.replace("quick", "newer"));
    hub.work();
    assertThat(of(old, fine.replace("quick", "slow")).getLast().outcome())
        .isEqualTo("stale_source");
  }

  @Test
  void tellsAPayloadThatCannotBeReadAndAConnectorThatIsGone() {
    long id = hub.arrive("shop", ORDER);
    assertThat(of(id, "{no").getFirst().outcome()).isEqualTo("dead");
    hub.connectors.clear();
    assertThatThrownBy(() -> of(id, null)).isInstanceOf(NotFoundException.class);
  }
}
