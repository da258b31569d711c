package dev.nacre.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Value;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.RecordEngine;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Takes a record in, through the one write path, with the page's fields and no others. */
@Singleton
final class Entry {
  private static final int LONGEST = 10_000;

  private final RecordEngine records;

  Entry(RecordEngine records) {
    this.records = records;
  }

  /** What keeps the record from being taken in; empty when it has been. */
  List<Problem> take(OpenPage open, Map<String, String> answers) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    for (String field : open.page().fields()) {
      String text = answers.getOrDefault(field, "").strip();
      if (text.length() > LONGEST) {
        return List.of(Problem.at("/" + field, "too_long", text.length(), LONGEST));
      }
      if (!text.isEmpty()) {
        data.put(field, text);
      }
    }
    open.page()
        .set()
        .forEach(
            (field, value) -> {
              if (value instanceof Value.Literal literal) {
                data.set(field, literal.json());
              }
            });
    var origin = new Origin(Origin.Kind.SCREEN, "page/" + open.page().id());
    Batch batch = Batch.one(open.page().form(), Change.create(data).asText(), open.who(), origin);
    Outcome outcome = records.write(open.forms(), batch).getFirst();
    return outcome.problems();
  }
}
