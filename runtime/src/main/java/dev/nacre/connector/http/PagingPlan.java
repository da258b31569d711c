package dev.nacre.connector.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Preparation;
import dev.nacre.connector.PullOperation.Page;
import dev.nacre.connector.PullOperation.Window;
import dev.nacre.connector.http.HttpConnector.OperationSettings;
import dev.nacre.connector.http.HttpConnector.Paging;
import dev.nacre.connector.http.HttpConnector.WindowSettings;
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
 * @param paging null means that there is one page
 * @param window null means that everything comes each time
 */
record PagingPlan(
    @Nullable JsonPointer items, @Nullable Paging paging, @Nullable WindowSettings window) {
  private static final int MOST = 1_000;
  private static final String BACK = "back:";

  static PagingPlan of(OperationSettings operation, Preparation preparation) {
    var problems = preparation.problems();
    String at = preparation.pointer();
    int before = problems.list().size();
    SettingsCheck.place(operation.items(), at + "/items", problems);
    Paging paging = operation.paging();
    if (paging != null) {
      SettingsCheck.place(paging.total(), at + "/paging/total", problems);
      SettingsCheck.place(paging.more(), at + "/paging/more", problems);
      if (Boolean.TRUE.equals(paging.backwards()) && paging.total() == null) {
        preparation.problem("/paging/backwards", "http_backwards_needs_total");
      }
    }
    WindowSettings window = operation.window();
    if (window != null && window.format() != null && !TimeFormat.known(window.format())) {
      preparation.problem("/window/format", "http_time_format", window.format());
    }
    if (window != null && window.span() != null && window.span().toSeconds() < 1) {
      preparation.problem("/window/span", "http_span_invalid", window.span());
    }
    boolean fine = problems.list().size() == before && operation.items() != null;
    return new PagingPlan(
        fine ? JsonPointer.compile(operation.items()) : null, paging, operation.window());
  }

  /** The number of the page at that cursor. */
  int number(@Nullable String cursor) {
    if (cursor == null) {
      return first();
    }
    return Integer.parseInt(cursor.startsWith(BACK) ? cursor.substring(BACK.length()) : cursor);
  }

  private int first() {
    return paging == null || paging.first() == null ? 1 : paging.first();
  }

  /** What templates see: the page and the window beside what was given. */
  ObjectNode input(JsonNode given, Window range, @Nullable String cursor, ZoneId zone) {
    ObjectNode input = dev.nacre.metadata.Json.MAPPER.createObjectNode();
    input.put("page", number(cursor));
    if (paging != null) {
      input.put("size", paging.size());
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

  /** The payloads of an answer, and where to go on. */
  Page page(JsonNode body, @Nullable String cursor) {
    List<JsonNode> found = items(body);
    if (paging == null) {
      return new Page(found, null);
    }
    int number = number(cursor);
    if (cursor != null && cursor.startsWith(BACK)) {
      return new Page(found, number > first() ? BACK + (number - 1) : null);
    }
    if (Boolean.TRUE.equals(paging.backwards())) {
      int last = first() + (int) Math.min(most(), pages(body)) - 1;
      // the first page is fetched again, last of all: until then it may have changed
      return last <= first() ? new Page(found, null) : new Page(List.of(), BACK + last);
    }
    boolean goesOn = goesOn(body, found.size(), number) && number - first() + 1 < most();
    return new Page(found, goesOn ? String.valueOf(number + 1) : null);
  }

  private int most() {
    return paging == null || paging.most() == null ? MOST : paging.most();
  }

  private long pages(JsonNode body) {
    if (paging == null || paging.total() == null) {
      return 1;
    }
    long total = body.at(paging.total()).asLong(0);
    return (total + paging.size() - 1) / paging.size();
  }

  private boolean goesOn(JsonNode body, int found, int number) {
    if (paging == null || found == 0) {
      return false;
    }
    if (paging.more() != null) {
      return body.at(paging.more()).asBoolean(false);
    }
    return paging.total() == null ? found >= paging.size() : number - first() + 1 < pages(body);
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
