package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Call;
import dev.nacre.connector.Operation;
import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.connector.OperationResult;
import dev.nacre.metadata.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * A partner that knows idempotency keys: it does a thing once, however often it is asked. It is
 * busy at times, says no, or does it and loses its answer. What it says depends on what it is asked
 * and how often, and not on who comes first.
 */
final class Whims implements Operation {
  private final long seed;
  private final Map<String, JsonNode> asked = new HashMap<>();
  private final Map<String, Integer> times = new HashMap<>();
  private final Map<String, ObjectNode> done = new HashMap<>();
  private volatile boolean calm;

  Whims(long seed) {
    this.seed = seed;
  }

  /** From now on it does what it is asked. */
  void calm() {
    calm = true;
  }

  @Override
  public synchronized OperationResult call(Call call, JsonNode input) {
    String key = Objects.requireNonNull(call.idempotencyKey());
    JsonNode before = asked.putIfAbsent(key, input.deepCopy());
    if (before != null && !before.equals(input)) {
      throw new AssertionError("one key for two things: " + before + " and " + input);
    }
    int time = times.merge(key, 1, Integer::sum);
    int mood = calm ? 0 : new Random(seed * 31 + input.hashCode() * 7L + time).nextInt(100);
    if (mood >= 95 && !done.containsKey(key)) {
      throw failed(Outlook.NEVER, 422, "no");
    }
    if (mood >= 80 && mood < 95) {
      throw failed(Outlook.LATER, 503, "busy");
    }
    ObjectNode receipt =
        done.computeIfAbsent(
            key, k -> JsonNodeFactory.instance.objectNode().put("receipt", "P" + done.size()));
    if (mood >= 70 && mood < 80) {
      throw failed(Outlook.UNSURE, 0, "the answer is lost");
    }
    return new OperationResult(200, receipt.deepCopy());
  }

  private static OperationFailedException failed(Outlook outlook, int status, String why) {
    return new OperationFailedException(
        outlook, status, Problem.at("", "partner_busy", "pay.example", status, why));
  }

  /** What it answered, or would, to who asked with that key; null when it did nothing. */
  synchronized JsonNode answer(String key) {
    return done.get(key);
  }
}
