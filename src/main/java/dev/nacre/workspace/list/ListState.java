package dev.nacre.workspace.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.router.QueryParameters;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows. It lives in the address, so that going back, sharing and drilling down are all
 * the same thing.
 *
 * @param view the chosen view; null means the first
 * @param text what the title must contain; blank means anything
 * @param filters what else must hold
 * @param sort as in the API; null means the view's
 */
record ListState(
    @Nullable String view, String text, List<Condition> filters, @Nullable String sort) {

  /** Reads an address; what can't be read is left out. */
  static ListState read(@Nullable String view, QueryParameters parameters) {
    Map<String, List<String>> all = parameters.getParameters();
    return new ListState(
        view,
        one(all, "q").orElse(""),
        one(all, "filter").map(ListState::filters).orElse(List.of()),
        one(all, "sort").orElse(null));
  }

  private static Optional<String> one(Map<String, List<String>> all, String name) {
    return all.getOrDefault(name, List.of()).stream().findFirst().filter(v -> !v.isBlank());
  }

  private static List<Condition> filters(String text) {
    JsonNode json = Json.read(text, new Problems());
    var read = new ArrayList<Condition>();
    try {
      if (json != null && json.isArray()) {
        json.forEach(part -> read.add(Condition.read(part)));
      } else if (json != null) {
        read.add(Condition.read(json));
      }
    } catch (IllegalArgumentException e) {
      // somebody wrote into the address by hand
    }
    return List.copyOf(read);
  }

  /** What an address has behind its path. */
  QueryParameters parameters() {
    var all = new LinkedHashMap<String, String>();
    if (!text.isBlank()) {
      all.put("q", text);
    }
    if (!filters.isEmpty()) {
      all.put(
          "filter",
          Json.write(Json.MAPPER.valueToTree(filters.stream().map(Condition::json).toList())));
    }
    if (sort != null) {
      all.put("sort", sort);
    }
    return QueryParameters.simple(all);
  }

  /** Another view, from its beginning. */
  ListState seen(String newView) {
    return new ListState(newView, text, filters, null);
  }

  /** The same with another search. */
  ListState searching(String newText) {
    return new ListState(view, newText.strip(), filters, sort);
  }

  /** The same in another order. */
  ListState sorted(@Nullable String newSort) {
    return new ListState(view, text, filters, newSort);
  }

  /** The same with one more filter. */
  ListState and(Condition filter) {
    var more = new ArrayList<>(filters);
    more.add(filter);
    return new ListState(view, text, List.copyOf(more), sort);
  }

  /** The same without that filter. */
  ListState without(int index) {
    var fewer = new ArrayList<>(filters);
    fewer.remove(index);
    return new ListState(view, text, List.copyOf(fewer), sort);
  }

  /** The same without any search or filter. */
  ListState cleared() {
    return new ListState(view, "", List.of(), sort);
  }
}
