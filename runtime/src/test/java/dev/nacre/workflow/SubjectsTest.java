package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.AppFiles;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.RecordLocks;
import dev.nacre.storage.Rows;
import dev.nacre.storage.StorageException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several workflows about the same records, advanced by several workers. */
class SubjectsTest {
  /** A sale is numbered and gets its goods, by two workflows that both write it. */
  private static final AppFiles SALES =
      Corpus.app("reserve_after_stock_is_gone")
          .with(
              "workflows/hold.json",
              """
              {"id": "hold", "trigger": {"type": "record", "form": "sale", "on": ["create"]}, "steps": [
                {"id": "hold", "type": "reserve", "settings": {"form": "stock", "from": "available", "to": "reserved", "wants": [
                  {"each": "lines", "match": {"product": {"field": "product"}, "place": {"field": "record.place"}}, "quantity": {"field": "qty"}}]}},
                {"id": "held", "type": "update", "settings": {"set": {"note": "held"}}}]}\
              """)
          .with(
              "workflows/mark.json",
              """
              {"id": "mark", "trigger": {"type": "record", "form": "sale", "on": ["create"]}, "steps": [
                {"id": "mark", "type": "update", "settings": {"set": {"place": {"expr": "upper(place)"}}}},
                {"id": "late", "type": "update", "settings": {"set": {"state": "open"}}}]}\
              """);

  private final List<Losses> losses = new ArrayList<>();

  private TestFlow flow(AppFiles app) {
    return TestFlow.of(
        app,
        inner -> {
          losses.add(new Losses(inner));
          return losses.getFirst();
        });
  }

  private static List<UUID> made(TestFlow flow, String form, List<String> rows) {
    var changes = rows.stream().map(TestFlow::json).map(Change::create).toList();
    var batch =
        new Batch(form, changes, Batch.Mode.PER_ROW, TestFlow.ADMIN, Origin.of(Origin.Kind.API));
    return flow.records.write(flow.forms(), batch).stream()
        .map(Outcome::id)
        .map(Objects::requireNonNull)
        .toList();
  }

  private static int standing(TestFlow flow, String state) {
    return Rows.query(
            flow.database,
            "SELECT count(*) FROM nacre.workflow_instance WHERE state = ?",
            List.of(state),
            row -> row.getInt(1))
        .getFirst();
  }

  private static List<UUID> sales(TestFlow flow, int count) {
    UUID cola = flow.create("product", "{'sku': 'cola'}");
    flow.create("stock", "{'product': '" + cola + "', 'place': 'HZ', 'available': 1000}");
    var rows = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      rows.add(
          "{'no': 's" + i + "', 'place': 'HZ', 'lines': [{'product': '" + cola + "', 'qty': 1}]}");
    }
    // a few at a time, so that what waits is by turns of the one workflow and of the other
    var all = new ArrayList<UUID>();
    for (int i = 0; i < count; i += 7) {
      all.addAll(made(flow, "sale", rows.subList(i, Math.min(count, i + 7))));
    }
    return all;
  }

  @Test
  void workersNeverWaitForEachOtherInACircle() throws InterruptedException, ExecutionException {
    TestFlow flow = flow(SALES);
    List<UUID> sales = sales(flow, 210);
    Callable<Integer> worker =
        () -> {
          int all = 0;
          for (int idle = 0; idle < 50; ) {
            int some = flow.queue.ready(10);
            all += some;
            idle = some == 0 ? idle + 1 : 0;
          }
          return all;
        };
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (Future<Integer> one : threads.invokeAll(List.of(worker, worker, worker, worker))) {
        assertThat(one.get()).isNotNegative();
      }
    }

    assertThat(standing(flow, "done")).isEqualTo(420);
    sales.forEach(id -> assertThat(flow.holds.by("shop", id)).hasSize(1));
    assertThat(losses.getFirst().deadlocks()).isZero();
  }

  @Test
  void whatIsReadyAboutOneRecordGoesTogether() {
    TestFlow flow = flow(SALES);
    UUID one = sales(flow, 2).getFirst();

    assertThat(flow.queue.ready(1)).isEqualTo(2);
    assertThat(flow.all())
        .allMatch(i -> (i.state() == Instance.State.DONE) == one.equals(i.record()));
  }

  @Test
  void aRecordThatSomebodyIsAtWorkOnIsLeftForLater() throws Exception {
    TestFlow flow = flow(SALES);
    List<UUID> sales = sales(flow, 3);
    var taken = new CountDownLatch(1);
    var done = new CountDownLatch(1);
    try (var other = Executors.newSingleThreadExecutor()) {
      Future<Boolean> work =
          other.submit(
              () ->
                  flow.database.inNewTransaction(
                      connection -> {
                        new RecordLocks(flow.database).take(List.of(sales.get(1)));
                        taken.countDown();
                        try {
                          return done.await(20, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                      }));
      assertThat(taken.await(20, TimeUnit.SECONDS)).isTrue();

      assertThat(flow.queue.ready(100)).isEqualTo(4);
      assertThat(flow.queue.ready(100)).isZero();
      assertThat(flow.all())
          .allMatch(
              i ->
                  i.state()
                      == (sales.get(1).equals(i.record())
                          ? Instance.State.READY
                          : Instance.State.DONE));

      done.countDown();
      assertThat(work.get(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(flow.queue.ready(100)).isEqualTo(2);
    assertThat(flow.all()).allMatch(instance -> instance.state() == Instance.State.DONE);
  }

  private static final AppFiles ODD =
      Corpus.app("base")
          .with(
              "workflows/odd.json",
              """
              {"id": "odd", "trigger": {"type": "record", "form": "order", "on": ["create"]}, "steps": [
                {"id": "say", "type": "script", "settings": {"code": "record.order_no === 'A41' ? 'poison' : 'fine'"}},
                {"id": "note", "type": "update", "settings": {"set": {"note": "done"}}}]}\
              """);

  private static List<UUID> orders(TestFlow flow, int count) {
    var rows = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      rows.add("{'order_no': 'A" + i + "'}");
    }
    return made(flow, "order", rows);
  }

  @Test
  void theOneThatBreaksABatchIsFoundInFewTransactions() {
    TestFlow flow = flow(ODD);
    flow.database.inNewTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(
                "ALTER TABLE nacre.workflow_instance ADD CHECK (steps::text NOT LIKE '%poison%')");
          }
        });
    orders(flow, 64);
    int before = losses.getFirst().begun();

    assertThat(flow.queue.ready(100)).isEqualTo(64);

    // the batch, six times two halves, and what is noted of the one
    assertThat(losses.getFirst().begun() - before).isEqualTo(1 + 12 + 1);
    assertThat(standing(flow, "failed")).isEqualTo(1);
    assertThat(standing(flow, "done")).isEqualTo(63);
  }

  @Test
  void aTransactionThatIsLostIsNotPursuedPieceByPiece() {
    TestFlow flow = flow(ODD);
    orders(flow, 20);
    var written = new AtomicInteger();
    flow.observers.add(
        (forms, form, batch, rows, scope) -> {
          if (written.getAndIncrement() == 0) {
            throw new StorageException(new SQLException("deadlock detected", "40P01"));
          }
        });

    flow.queue.ready(100);

    assertThat(flow.all()).allMatch(instance -> instance.state() == Instance.State.DONE);
    assertThat(written).as("the batch, and its two halves").hasValue(3);
  }
}
