package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.record.Change;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever asks why something happened to a record is told. */
class RecordTimelineTest {
  private static List<TimelineEntry> told(TestFlow flow, String form, UUID id, Locale locale) {
    return flow.timeline.of(flow.forms(), form, id, TestFlow.ADMIN, locale).reversed();
  }

  private static List<String> words(TestFlow flow, String form, UUID id, Locale locale) {
    return told(flow, form, id, locale).stream()
        .map(entry -> entry.by() + " " + entry.text())
        .toList();
  }

  @Test
  void tellsWhoWhichRuleAndWhichStepAndWhatItMade() {
    TestFlow flow =
        TestFlow.of(
            Corpus.app("base")
                .with(
                    "workflows/ask.json",
                    """
                    {"id": "ask", "name": {"en": "Refund", "zh": "退款"},
                     "trigger": {"type": "record", "form": "refund", "on": ["create"]}, "steps": [
                      {"id": "ok", "type": "approve", "name": {"en": "Finance looks", "zh": "财务查看"},
                       "settings": {"assign": {"role": "finance"}}},
                      {"id": "done", "type": "update", "settings": {"set": {"state": "refunded"}}}]}\
                    """));
    UUID refund = flow.create("refund", "{'refund_no': 'R1'}");
    flow.pass(Duration.ofMinutes(1));
    flow.worker.runReady();
    flow.pass(Duration.ofMinutes(1));
    flow.tasks.act(
        flow.forms(),
        flow.open().getFirst().id(),
        TaskAction.APPROVE,
        "fine",
        TestFlow.json("{}"),
        flow.user("fin1"));

    assertThat(words(flow, "refund", refund, Locale.ENGLISH))
        .containsExactly(
            "admin created it",
            "admin “Refund” (version 1) started: version 1 of this record met what it waits for",
            "workflow:ask “Refund”: “Finance looks” waits for finance",
            "workflow:ask Refund, step “done”: changed it",
            "fin1 approved “Finance looks” (Refund)",
            "workflow:ask “Refund” is done");
    assertThat(words(flow, "refund", refund, Locale.CHINESE)).contains("fin1 同意了“财务查看”（退款）");

    List<TimelineEntry> all = told(flow, "refund", refund, Locale.ENGLISH);
    TimelineEntry started = all.get(1);
    assertThat(started.cause()).isEqualTo(1);
    assertThat(Objects.requireNonNull(started.trigger()).path("on").path(0).asText())
        .isEqualTo("create");
    TimelineEntry written = all.get(3);
    assertThat(written.source())
        .isEqualTo(new TimelineEntry.Source(flow.all().getFirst().id(), "ask", 1, "done"));
    assertThat(Objects.requireNonNull(written.change()).after().path("state").asText())
        .isEqualTo("refunded");
    assertThat(all.get(4).said()).isEqualTo("fine");
  }

  @Test
  void speaksOfRolesByTheirNames() {
    TestFlow flow =
        TestFlow.of(
            Corpus.app("base")
                .with(
                    "roles/finance.json",
                    """
                    {"id": "finance", "name": {"en": "The purse", "zh": "财务组"},
                     "forms": {"refund": {"read": true, "update": true}}}\
                    """)
                .with(
                    "workflows/ask.json",
                    """
                    {"id": "ask", "trigger": {"type": "record", "form": "refund", "on": ["create"]},
                     "steps": [
                      {"id": "tell", "type": "notify",
                       "settings": {"to": {"role": "finance"}, "text": "Look"}},
                      {"id": "ok", "type": "approve",
                       "settings": {"assign": {"role": "finance"},
                        "deadline": {"after": "PT1H", "then": [{"escalate": {"role": "manager"}}]}}}]}\
                    """));
    UUID refund = flow.create("refund", "{'refund_no': 'R1'}");
    flow.worker.runReady();
    flow.pass(Duration.ofHours(2));
    flow.worker.runReady();

    assertThat(words(flow, "refund", refund, Locale.ENGLISH))
        .contains(
            "workflow:ask “ask” told The purse: Look",
            "workflow:ask “ask”: “ok” waits for The purse",
            "workflow:ask the deadline of “ok” passed: manager may act too (ask)");
    assertThat(words(flow, "refund", refund, Locale.CHINESE))
        .contains("workflow:ask “ask”：“ok”等待 财务组");
  }

  @Test
  void takesNobodyForTheRoleWhoseIdIsTheirSignInName() {
    TestFlow flow =
        TestFlow.of(
            Corpus.app("base")
                .with(
                    "roles/fin1.json",
                    """
                    {"id": "fin1", "name": {"en": "The purse", "zh": "财务组"}}\
                    """)
                .with(
                    "workflows/ask.json",
                    """
                    {"id": "ask", "trigger": {"type": "record", "form": "refund", "on": ["create"]},
                     "steps": [
                      {"id": "person", "type": "notify",
                       "settings": {"to": {"user": "fin1"}, "text": "Look"}},
                      {"id": "role", "type": "notify",
                       "settings": {"to": {"role": "fin1"}, "text": "Look"}},
                      {"id": "ok", "type": "approve",
                       "settings": {"assign": {"user": "fin1"},
                        "deadline": {"after": "PT1H", "then": [{"escalate": {"role": "fin1"}}]}}}]}\
                    """));
    UUID refund = flow.create("refund", "{'refund_no': 'R1'}");
    flow.worker.runReady();
    flow.pass(Duration.ofHours(2));
    flow.worker.runReady();

    assertThat(words(flow, "refund", refund, Locale.ENGLISH))
        .contains(
            "workflow:ask “ask” told fin1: Look",
            "workflow:ask “ask” told The purse: Look",
            "workflow:ask “ask”: “ok” waits for fin1",
            "workflow:ask the deadline of “ok” passed: The purse may act too (ask)");
  }

  @Test
  void tellsOfCallsAndHowTheyWent() {
    TestFlow flow =
        TestFlow.of(
            Corpus.app("call_fails_and_is_retried")
                .with(
                    "connectors/partner.json",
                    """
                    {"id": "partner", "kind": "partner", "name": {"en": "The bank", "zh": "银行"},
                     "operations": [{"id": "pay"}, {"id": "send"}]}\
                    """));
    flow.partner.mood = "no";
    UUID refund = flow.create("refund", "{'refund_no': 'R1', 'amount': 5}");
    flow.worker.runReady();
    while (flow.sender.work() > 0) {
      // goes on
    }
    flow.worker.runReady();
    List<TimelineEntry> calls =
        told(flow, "refund", refund, Locale.ENGLISH).stream()
            .filter(entry -> entry.sent() != null)
            .toList();
    assertThat(calls).hasSize(1);
    assertThat(Objects.requireNonNull(calls.getFirst().sent()).state()).isEqualTo("dead");
    assertThat(calls.getFirst().problems()).isNotEmpty();
    assertThat(calls.getFirst().text()).contains("The bank · pay").doesNotContain("partner");
    assertThat(words(flow, "refund", refund, Locale.ENGLISH))
        .anyMatch(line -> line.contains("“pay” failed at “pay”"));
  }

  /** Also in the timeline of the instance whose step held it. */
  @Test
  void tellsOfReservationsThatExpired() {
    TestFlow flow = TestFlow.of(Corpus.app("reserve_expires"));
    UUID cola = flow.create("product", "{'sku': 'cola'}");
    flow.create(
        "stock", "{'product': '%s', 'place': 'HZ', 'shelf': 'c', 'available': 5}".formatted(cola));
    UUID sale =
        flow.create(
            "sale",
            "{'no': 'lost', 'state': 'open', 'lines': [{'product': '%s', 'qty': 3}]}"
                .formatted(cola));
    flow.worker.runReady();
    flow.pass(Duration.ofHours(1));
    flow.worker.runReady();
    assertThat(told(flow, "sale", sale, Locale.ENGLISH))
        .extracting(TimelineEntry::kind)
        .contains("held", "expired");
    assertThat(
            flow.all().stream()
                .flatMap(
                    i -> flow.instances.timeline(flow.forms(), i.id(), TestFlow.ADMIN).stream()))
        .filteredOn(event -> event.kind() == InstanceEvent.Kind.EXPIRED)
        .hasSize(1)
        .allSatisfy(event -> assertThat(event.detail().path("quantity").asInt()).isEqualTo(3));
  }

  @Test
  void staysWhenTheRecordIsDeleted() {
    TestFlow flow = TestFlow.of(Corpus.app("refund_small"));
    UUID refund = flow.create("refund", "{'refund_no': 'R1', 'amount': 5}");
    flow.worker.runReady();
    flow.change("refund", Change.delete(refund, null), TestFlow.ADMIN);
    assertThat(told(flow, "refund", refund, Locale.ENGLISH))
        .extracting(TimelineEntry::kind)
        .contains("change", "started", "cancelled");
    assertThat(
            Stream.of(Locale.ENGLISH, Locale.CHINESE)
                .flatMap(locale -> words(flow, "refund", refund, locale).stream()))
        .noneMatch(line -> line.contains("timeline."));
  }
}
