package dev.nacre.connector.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Call;
import dev.nacre.connector.Operation;
import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.connector.Preparation;
import dev.nacre.connector.StoppedException;
import dev.nacre.connector.http.HttpConnector.Detail;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks for each payload of a list that only names them, some at a time and each by itself. A page
 * is whole or it isn't: when one can't be had, the page is asked for again.
 */
record Details(
    String operation,
    Supplier<Operation> found,
    @Nullable JsonPointer id,
    String as,
    int parallel) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Null when each element of the list is a payload. */
  static @Nullable Details of(@Nullable Detail detail, Preparation preparation) {
    if (detail == null || detail.operation() == null) {
      return null;
    }
    int before = preparation.problems().list().size();
    SettingsCheck.place(detail.id(), preparation.pointer() + "/detail/id", preparation.problems());
    preparation.peer(detail.operation(), "/detail/operation");
    if (preparation.problems().list().size() > before) {
      return null;
    }
    return new Details(
        detail.operation(),
        preparation.peers().finder(detail.operation()),
        AnswerPlan.pointer(detail.id()),
        detail.as() == null ? "id" : detail.as(),
        detail.parallel() == null ? 4 : detail.parallel());
  }

  /**
   * The payloads, in the order of the list; what the other side no longer has is left out.
   *
   * @param plan how often and after how long one is tried again
   */
  List<JsonNode> fetch(Call call, List<JsonNode> items, RequestPlan plan) {
    var all = new ArrayList<JsonNode>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(parallel, Thread.ofVirtual().factory())) {
      List<Future<JsonNode>> running =
          items.stream().map(item -> threads.submit(() -> fetch(call, item, plan))).toList();
      try {
        for (Future<JsonNode> one : running) {
          JsonNode payload = one.get();
          if (!payload.isNull()) {
            all.add(payload);
          }
        }
      } catch (ExecutionException e) {
        running.forEach(one -> one.cancel(true));
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        running.forEach(one -> one.cancel(true));
        Thread.currentThread().interrupt();
        throw new StoppedException();
      }
    }
    return all;
  }

  private JsonNode fetch(Call call, JsonNode item, RequestPlan plan) throws InterruptedException {
    JsonNode name = id == null ? item : item.at(id);
    if (name.isMissingNode() || name.isNull()) {
      throw new OperationFailedException(
          Outlook.NEVER, 200, Problem.at("", "detail_without_id", String.valueOf(id)));
    }
    ObjectNode input = Json.MAPPER.createObjectNode();
    input.set("item", item);
    input.set(as, name);
    Duration pause = plan.pause();
    for (int i = 1; ; i++) {
      try {
        return ((HttpOperation) found.get()).payload(call.of(operation), input);
      } catch (OperationFailedException e) {
        Duration wait = e.retryAfter().orElse(pause);
        if (!e.retryable() || e.throttled() || i >= plan.tries() || wait.compareTo(PATIENCE) > 0) {
          throw e;
        }
        Thread.sleep(wait.compareTo(pause) > 0 ? wait : pause);
        pause = pause.multipliedBy(2);
      }
    }
  }
}
