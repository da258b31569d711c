package dev.nacre.record;

import static dev.nacre.record.TestApp.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.record.Outcome.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Numbers without gaps: whatever is refused leaves its number to the next. */
class GaplessNumbersTest {
  private final TestApp app =
      TestApp.written(
          Map.of(
              "app.json",
              "{'schemaVersion': 1, 'id': 'bills'}",
              "forms/bill.json",
              """
              {'id': 'bill', 'unique': [['of']], 'fields': [
                {'id': 'no', 'type': 'auto_number', 'unique': true,
                 'settings': {'pattern': 'B{00000}', 'gapless': true}},
                {'id': 'of', 'type': 'text'},
                {'id': 'sheet', 'type': 'text', 'formula': 'concat(no, \\'/\\', of)'},
                {'id': 'lines', 'type': 'table', 'settings': {'fields': [{'id': 'what', 'type': 'text'}]}}]}
              """));

  private static Change bill(String of) {
    return Change.create(json("{'of': '" + of + "', 'lines': [{'what': 'x'}]}"));
  }

  private List<StoredRecord> all() {
    return app
        .engine
        .query(app.forms, Query.of("bill").limit(500), TestApp.ADMIN)
        .records()
        .stream()
        .sorted(Comparator.comparing(record -> (String) record.get("no")))
        .toList();
  }

  private void expectNoGap(int count) {
    assertThat(all())
        .extracting(record -> record.get("no"))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, count).mapToObj("B%05d"::formatted).toList());
    assertThat(all())
        .allSatisfy(
            record ->
                assertThat(record.get("sheet"))
                    .isEqualTo(record.get("no") + "/" + record.get("of")));
  }

  @Test
  void givesTheNumberOfARefusedRecordToTheNext() {
    app.change("bill", bill("a"));
    assertThat(app.change("bill", bill("a")).status()).isEqualTo(Status.TAKEN);
    app.change("bill", bill("b"));

    expectNoGap(2);
  }

  @Test
  void closesTheRanksOfABatchOfWhichSomeAreRefused() {
    app.change("bill", bill("b"));
    List<Outcome> outcomes =
        app.write(
            "bill",
            Batch.Mode.PER_ROW,
            List.of(bill("a"), bill("b"), bill("c"), bill("c"), bill("d")));

    assertThat(outcomes)
        .extracting(Outcome::status)
        .containsExactly(
            Status.CREATED, Status.TAKEN, Status.CREATED, Status.TAKEN, Status.CREATED);
    assertThat(outcomes.get(3).problems()).hasSize(1);
    expectNoGap(4);
    assertThat(all()).allSatisfy(r -> assertThat(r.toJson().get("lines")).hasSize(1));
  }

  @Test
  void leavesNoGapWhenManyWantTheSame() throws InterruptedException, ExecutionException {
    var calls = new ArrayList<Callable<Outcome>>();
    for (int i = 0; i < 80; i++) {
      String of = "of" + i % 20;
      calls.add(() -> app.change("bill", bill(of)));
    }
    int made = 0;
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<Outcome> one : threads.invokeAll(calls)) {
        made += one.get().failed() ? 0 : 1;
      }
    }

    assertThat(made).isEqualTo(20);
    expectNoGap(20);
  }

  @Test
  void goesOnBehindANumberThatSomebodyGave() {
    app.change("bill", Change.create(json("{'no': 'B00002', 'of': 'old'}")));
    app.change("bill", bill("a"));
    assertThat(app.change("bill", bill("b")).status()).isEqualTo(Status.TAKEN);
    assertThat(app.change("bill", bill("b")).status()).isEqualTo(Status.CREATED);

    expectNoGap(3);
  }
}
