package dev.nacre.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problem;
import java.util.List;

/** Is told what became of outbox entries that somebody waits for. */
public interface OutboxListener {
  /** It was sent; called in the transaction that notes it. */
  void sent(OutboxTurn turn, JsonNode answer);

  /** It gave up; called in the transaction that notes it. */
  void dead(OutboxTurn turn, List<Problem> why);
}
