package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.event.Effect;
import dev.nacre.event.Limits;
import dev.nacre.event.Outbox;
import dev.nacre.event.OutboxEntry;
import dev.nacre.event.OutboxFilter;
import dev.nacre.event.OutboxQueue;
import dev.nacre.event.OutboxQueue.Result;
import dev.nacre.event.OutboxSearch;
import dev.nacre.event.OutboxState;
import dev.nacre.event.OutboxStore;
import dev.nacre.event.OutboxTurn;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.storage.Database;
import dev.nacre.storage.JdbcDatabase;
import dev.nacre.storage.TestPostgres;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResendTest {
  private static final OutboxQueue.Source SMS = new OutboxQueue.Source("hub", "sms");

  private final Database database = new JdbcDatabase(TestPostgres.migratedDatabase());
  private final InstantSource clock = InstantSource.system();
  private final Outbox outbox = new Outbox(database, clock);
  private final OutboxQueue queue = new OutboxQueue(database, clock);
  private final OutboxStore store = new OutboxStore(database, clock, outbox);
  private final OutboxSearch search = new OutboxSearch(database, clock);
  private final JobStore jobs = new JobStore(database, clock);

  private void came(int count, Result result) {
    database.inNewTransaction(
        connection -> {
          outbox.add(
              IntStream.range(0, count)
                  .mapToObj(i -> Effect.of("hub", "sms", "send", Json.MAPPER.createObjectNode()))
                  .toList());
          return count;
        });
    for (OutboxTurn turn : queue.take(SMS, 10_000, Limits.NONE)) {
      queue.settle(turn, result);
    }
  }

  private Job resend(OutboxFilter filter) {
    Job job = jobs.start("hub", "replay", "outbox", null, "ann");
    new ResendRun(search, store, jobs, job, filter).run();
    return jobs.find("hub", job.id()).orElseThrow();
  }

  private long count(OutboxState state) {
    return search.count(OutboxFilter.of("hub").in(state));
  }

  @Test
  void sendsThousandsAgainButNeitherWhatWasSentNorWhatMayHaveBeenDone() {
    came(2, new Result.Sent("null"));
    came(1_100, new Result.Dead(List.of(Problem.at("/to", "recipient_unknown", "x"))));
    came(
        3,
        new Result.Dead(
            List.of(Problem.at("", "egress_timeout"), Problem.at("", "outcome_unsure"))));
    Job job = resend(OutboxFilter.of("hub").sure(true));
    assertThat(job.state()).isEqualTo(Job.State.DONE);
    assertThat(job.total()).isEqualTo(1_100);
    assertThat(job.updated()).isEqualTo(1_100);
    assertThat(count(OutboxState.PENDING)).isEqualTo(1_100);
    assertThat(count(OutboxState.DEAD)).isEqualTo(3);
    assertThat(count(OutboxState.SENT)).isEqualTo(2);
    // who says that they know takes these, too
    assertThat(resend(OutboxFilter.of("hub")).updated()).isEqualTo(3);
  }

  @Test
  void keepsTheKeyByWhichAPartnerKnowsThatItWasAskedBefore() {
    came(1, new Result.Dead(List.of(Problem.at("", "partner_refuses"))));
    OutboxEntry before = store.list(OutboxFilter.of("hub")).getFirst();
    resend(OutboxFilter.of("hub").cause("partner_refuses"));
    assertThat(queue.take(SMS, 1, Limits.NONE))
        .singleElement()
        .satisfies(
            turn -> {
              assertThat(turn.id()).isEqualTo(before.id());
              assertThat(turn.idempotencyKey()).isEqualTo(before.idempotencyKey());
              assertThat(turn.attempt()).isEqualTo(1);
            });
  }
}
