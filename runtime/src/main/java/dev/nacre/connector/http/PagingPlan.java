package dev.nacre.connector.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Preparation;
import dev.nacre.connector.PullOperation.Page;
import dev.nacre.connector.PullOperation.Window;
import dev.nacre.connector.http.HttpConnector.OperationSettings;
import dev.nacre.connector.http.HttpConnector.Settings;
import dev.nacre.connector.http.HttpConnector.WindowSettings;
import dev.nacre.metadata.Json;
import dev.nacre.security.signing.TimeFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is one page of many.
 *
 * @param items where the payloads are; null means that the answer is one
 * @param pages null means that there is one page
 * @param window null means that everything comes each time
 */
record PagingPlan(
    @Nullable JsonPointer items, @Nullable Pages pages, @Nullable WindowSettings window) {

  static PagingPlan of(Settings settings, OperationSettings operation, Preparation preparation) {
    var problems = preparation.problems();
    int before = problems.list().size();
    String items = operation.items() == null ? operation.result() : operation.items();
    SettingsCheck.place(operation.items(), preparation.pointer() + "/items", problems);
    Pages pages =
        operation.paging() == null
            ? null
            : new PagingSettings(settings, operation.paging(), preparation).pages();
    WindowSettings window = operation.window();
    if (window != null && window.format() != null && !TimeFormat.known(window.format())) {
      preparation.problem("/window/format", "http_time_format", window.format());
    }
    if (window != null && window.span() != null && window.span().toSeconds() < 1) {
      preparation.problem("/window/span", "http_span_invalid", window.span());
    }
    boolean fine = problems.list().size() == before && items != null;
    return new PagingPlan(fine ? AnswerPlan.pointer(items) : null, pages, window);
  }

  /** What templates see: the page and the window beside what was given. */
  ObjectNode input(JsonNode given, Window range, @Nullable String cursor, ZoneId zone) {
    ObjectNode input = Json.MAPPER.createObjectNode();
    input.put("page", 1);
    if (pages != null) {
      pages.put(input, cursor);
    }
    String format = window == null || window.format() == null ? "iso" : window.format();
    put(input, "since", range.since(), format, zone);
    put(input, "until", range.until(), format, zone);
    if (given instanceof ObjectNode own) {
      input.setAll(own); // a person who tries it out decides
    }
    return input;
  }

  private static void put(
      ObjectNode input, String name, @Nullable Instant moment, String format, ZoneId zone) {
    if (moment != null) {
      input.set(name, TimeFormat.write(moment, format, zone));
    }
  }

  /** The address that the answer before gave for that page; null where there is a request. */
  @Nullable String link(@Nullable String cursor) {
    return pages == null ? null : pages.link(cursor);
  }

  /** The payloads of an answer, and where to go on. */
  Page page(Answer answer, @Nullable String cursor) {
    List<JsonNode> found = items(answer.body());
    if (pages == null) {
      return new Page(found, null);
    }
    Pages.Next next = pages.next(answer, found.size(), cursor);
    return new Page(next.again() ? List.of() : found, next.cursor());
  }

  /** None at the place means none at all: services leave an empty list out. */
  private List<JsonNode> items(JsonNode body) {
    JsonNode at = items == null ? body : body.at(items);
    if (at.isMissingNode() || at.isNull()) {
      return List.of();
    }
    if (!at.isArray()) {
      return at.isObject() && at.isEmpty() ? List.of() : List.of(at);
    }
    var all = new ArrayList<JsonNode>();
    at.forEach(all::add);
    return all;
  }
}
