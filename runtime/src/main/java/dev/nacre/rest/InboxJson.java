package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.event.EntryState;
import dev.nacre.event.Finding;
import dev.nacre.event.InboxEntry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Inbox entries as JSON. */
final class InboxJson {
  private InboxJson() {}

  static @Nullable EntryState state(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return EntryState.byId(text)
        .orElseThrow(
            () ->
                Parameters.wrong(
                    "state",
                    text,
                    String.join(
                        ", ", Arrays.stream(EntryState.values()).map(EntryState::id).toList())));
  }

  /** Nothing is found everywhere. */
  static @Nullable String given(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text.replace("\0", "");
  }

  /** As it stands in a list. */
  static ObjectNode line(InboxEntry entry, Locale locale) {
    ObjectNode node = Answers.object();
    node.put("id", entry.id()).put("connector", entry.connector()).put("key", entry.key());
    node.put("state", entry.state().id()).put("attempts", entry.attempts());
    node.put("receivedAt", entry.receivedAt().toString());
    node.put("dueAt", entry.state() == EntryState.RECEIVED ? entry.dueAt().toString() : null);
    node.put("processedAt", entry.processedAt() == null ? null : entry.processedAt().toString());
    node.put("size", entry.size()).put("corrected", entry.corrected());
    node.set("problems", problems(entry.findings(), locale));
    ArrayNode records = node.putArray("records");
    for (InboxEntry.RecordLink link : entry.records()) {
      records
          .addObject()
          .put("form", link.form())
          .put("id", link.id().toString())
          .put("outcome", link.outcome());
    }
    return node;
  }

  /** With what came: the headers, the payload, and as it was before somebody corrected it. */
  static ObjectNode whole(InboxEntry entry, Locale locale) {
    ObjectNode node = line(entry, locale);
    node.put("job", entry.job() == null ? null : entry.job().toString());
    ObjectNode headers = node.putObject("headers");
    entry.headers().forEach(headers::put);
    node.put("body", text(entry.body())).put("original", text(entry.original()));
    return node;
  }

  static ArrayNode problems(List<Finding> findings, Locale locale) {
    ArrayNode problems = ProblemJson.list(findings.stream().map(Finding::problem).toList(), locale);
    for (int i = 0; i < problems.size(); i++) {
      ((ObjectNode) problems.get(i)).put("source", findings.get(i).source());
    }
    return problems;
  }

  private static @Nullable String text(byte @Nullable [] body) {
    return body == null ? null : new String(body, StandardCharsets.UTF_8);
  }
}
