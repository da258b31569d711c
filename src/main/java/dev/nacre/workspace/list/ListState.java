package dev.nacre.workspace.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.router.QueryParameters;
import dev.nacre.app.SavedView;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows. It lives in the address, so that going back, sharing and drilling down are all
 * the same thing.
 *
 * @param view the chosen view; null means the first
 * @param text what the title must contain; blank means anything
 * @param filters what else must hold
 * @param sort as in the API; null means the view's
 * @param columns field ids in order; empty means the view's
 * @param saved the saved view from which it came; null for none
 */
record ListState(
    @Nullable String view,
    String text,
    List<Condition> filters,
    @Nullable String sort,
    List<String> columns,
    @Nullable UUID saved) {

  /** A view as it is. */
  static ListState plain(@Nullable String view) {
    return new ListState(view, "", List.of(), null, List.of(), null);
  }

  /** A list as it was saved. */
  static ListState of(SavedView saved) {
    SavedView.State s = saved.state();
    return new ListState(s.view(), s.text(), s.filter(), s.sort(), s.columns(), saved.id());
  }

  private static final String SAVED = "saved";

  /** Reads an address; what can't be read is left out. */
  static ListState read(@Nullable String view, QueryParameters parameters) {
    Map<String, List<String>> all = parameters.getParameters();
    return new ListState(
        view,
        one(all, "q").orElse(""),
        one(all, "filter").map(ListState::filters).orElse(List.of()),
        one(all, "sort").orElse(null),
        one(all, "columns").map(ids -> List.of(ids.split(",", -1))).orElse(List.of()),
        one(all, SAVED).flatMap(ListState::id).orElse(null));
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What an address has behind its path that picks a saved view. */
  static QueryParameters picking(UUID saved) {
    return QueryParameters.of(SAVED, saved.toString());
  }

  /** Whether nothing differs from the view. */
  boolean isPlain() {
    return text.isBlank() && filters.isEmpty() && sort == null && columns.isEmpty();
  }

  /** What can be saved of it. */
  SavedView.State toSave(@Nullable String startedFrom) {
    return new SavedView.State(startedFrom, text, filters, sort, columns);
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
    if (!columns.isEmpty()) {
      all.put("columns", String.join(",", columns));
    }
    if (saved != null && !all.isEmpty()) {
      all.put(SAVED, saved.toString());
    }
    return QueryParameters.simple(all);
  }

  /** Another view, from its beginning. */
  ListState seen(String newView) {
    return saved == null
        ? new ListState(newView, text, filters, null, List.of(), null)
        : plain(newView);
  }

  /** The same with another search. */
  ListState searching(String newText) {
    return new ListState(view, newText.strip(), filters, sort, columns, saved);
  }

  /** The same in another order. */
  ListState sorted(@Nullable String newSort) {
    return new ListState(view, text, filters, newSort, columns, saved);
  }

  /** The same with one more filter. */
  ListState and(Condition filter) {
    var more = new ArrayList<>(filters);
    more.add(filter);
    return new ListState(view, text, List.copyOf(more), sort, columns, saved);
  }

  /** The same without that filter. */
  ListState without(int index) {
    var fewer = new ArrayList<>(filters);
    fewer.remove(index);
    return new ListState(view, text, List.copyOf(fewer), sort, columns, saved);
  }

  /** The same without any search or filter. */
  ListState cleared() {
    return new ListState(view, "", List.of(), sort, columns, saved);
  }

  /** The same with other columns. */
  ListState showing(List<String> newColumns) {
    return new ListState(view, text, filters, sort, List.copyOf(newColumns), saved);
  }
}
