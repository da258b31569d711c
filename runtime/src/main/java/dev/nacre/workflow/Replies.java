package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.event.Effect;
import dev.nacre.event.OutboxListener;
import dev.nacre.event.OutboxTurn;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import dev.nacre.storage.Uuid7;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** Tells waiting steps what became of their effects, in the transaction that notes it. */
@Singleton
final class Replies implements OutboxListener {
  private final Database database;
  private final Doorbell doorbell;
  private final InstantSource clock;

  Replies(Database database, Doorbell doorbell, InstantSource clock) {
    this.database = database;
    this.doorbell = doorbell;
    this.clock = clock;
  }

  @Override
  public void sent(OutboxTurn turn, JsonNode answer) {
    Effect.Cause cause = turn.cause();
    if (cause == null || !cause.awaited()) {
      return;
    }
    // it had given up, and a person sent it again from the outbox: the instance goes on by itself
    Rows.update(
        database,
        "UPDATE nacre.workflow_instance SET state = 'waiting', problems = '[]',"
            + " retry_at = NULL, incident_at = NULL"
            + " WHERE id = ?::uuid AND state = 'failed' AND position -> -1 ->> 'step' = ?",
        List.of(cause.instance().toString(), cause.step()));
    tell(turn, cause, new Reply.Done(answer));
  }

  @Override
  public void dead(OutboxTurn turn, List<Problem> why) {
    Effect.Cause cause = turn.cause();
    if (cause != null && cause.awaited()) {
      tell(turn, cause, new Reply.Failed(why));
    }
  }

  private void tell(OutboxTurn turn, Effect.Cause cause, Reply reply) {
    Rows.update(
        database,
        "INSERT INTO nacre.workflow_timer (id, instance, step, due_at, what)"
            + " SELECT ?::uuid, id, ?, ?::timestamptz, ?::jsonb FROM nacre.workflow_instance"
            + " WHERE id = ?::uuid AND state = 'waiting' AND position -> -1 ->> 'step' = ?",
        List.of(
            Uuid7.next().toString(),
            cause.step(),
            clock.instant().toString(),
            Json.write(reply.note(turn.id())).replace("\\u0000", "\\u2400"),
            cause.instance().toString(),
            cause.step()));
    database.afterCommit(doorbell::ring);
  }
}
