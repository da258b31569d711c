package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.event.Finding;
import dev.nacre.metadata.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of trying something out; nothing of it was kept.
 *
 * @param exchanges what went out and came back, secrets covered; the last one failed when there are
 *     problems
 * @param items how many payloads came
 * @param payloads the first of them
 * @param mapped what they would become
 * @param problems why there is no more
 */
public record Trial(
    List<Exchange> exchanges,
    int items,
    List<JsonNode> payloads,
    List<Mapped> mapped,
    List<Problem> problems) {

  /**
   * One request and its answer.
   *
   * @param headers one a line
   * @param status 0 when no answer came
   * @param millis how long it took
   */
  public record Exchange(
      String method,
      String address,
      String headers,
      String body,
      int status,
      String answerHeaders,
      String answer,
      long millis) {}

  /**
   * What a payload would become through a mapping.
   *
   * @param payload which of the payloads, from 0
   * @param outcome {@code created updated unchanged stale_source}, or {@code dead}
   * @param record as it would be; null when it can't be made
   * @param findings what is wrong, with the places in target and payload
   */
  public record Mapped(
      int payload,
      String ingest,
      String form,
      String outcome,
      @Nullable ObjectNode record,
      List<Finding> findings) {}
}
