package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Schemas;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Query;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question for a list of records, from an address or a body.
 *
 * @param fields what to show, always with what says which record it is; empty means everything
 */
record QueryReader(Query query, Set<String> fields) {
  private static final int REMEMBERED = 2_000_000;

  /** Conditions that were found good, by their text; checking one costs more than its answer. */
  private static final LoadingCache<String, Condition> CONDITIONS =
      Caffeine.newBuilder()
          .maximumWeight(REMEMBERED)
          .weigher((String text, Condition read) -> text.length())
          .build(QueryReader::checked);

  /** Reads the parameters of an address; {@code filter} is a condition as JSON. */
  static QueryReader of(
      Form form,
      @Nullable String filter,
      @Nullable String sort,
      @Nullable String limit,
      @Nullable String cursor,
      @Nullable String fields,
      @Nullable String count,
      @Nullable String expand) {
    return of(
        form,
        filter == null || filter.isBlank() ? null : condition(filter),
        Parameters.list(sort),
        Parameters.limit(limit),
        cursor,
        Parameters.list(fields),
        count == null ? "none" : count,
        Parameters.list(expand));
  }

  /** Reads a body that {@code schema/request/query.json} describes. */
  static QueryReader of(Form form, byte @Nullable [] bytes) {
    JsonNode body = Bodies.question("query", bytes);
    return of(
        form,
        body.hasNonNull("filter") ? Condition.read(body.get("filter")) : null,
        texts(body.path("sort")),
        body.path("limit").asInt(50),
        body.path("cursor").textValue(),
        texts(body.path("fields")),
        body.path("count").asText("none"),
        texts(body.path("expand")));
  }

  private static QueryReader of(
      Form form,
      @Nullable Condition filter,
      Set<String> sort,
      int limit,
      @Nullable String cursor,
      Set<String> fields,
      String count,
      Set<String> expand) {
    Expansions.check(form, expand, "/expand", true);
    Expansions.check(form, fields, "/fields", false);
    List<Query.Sort> order = new ArrayList<>(sort.stream().map(Query.Sort::read).toList());
    if (order.isEmpty()) {
      order.add(new Query.Sort("createdAt", true));
    }
    boolean lines =
        fields.isEmpty() || form.tables().stream().map(Field::id).anyMatch(fields::contains);
    var shown = new LinkedHashSet<>(fields);
    if (!fields.isEmpty()) {
      shown.addAll(List.of("id", "version"));
    }
    return new QueryReader(
        new Query(form.id(), filter, order, limit, cursor, count(count), expand, lines), shown);
  }

  /** The same of deleted records, or of living ones. */
  QueryReader ofDeleted(boolean deleted) {
    return new QueryReader(query.ofDeleted(deleted), fields);
  }

  private static Query.Count count(String text) {
    for (Query.Count count : Query.Count.values()) {
      if (count.name().toLowerCase(Locale.ROOT).equals(text)) {
        return count;
      }
    }
    throw Parameters.wrong("count", text, "none, estimate, exact");
  }

  /** A condition in JSON, its shape checked; people and programs ask the same again and again. */
  static Condition condition(String text) {
    return CONDITIONS.get(text);
  }

  private static Condition checked(String text) {
    var problems = new Problems();
    JsonNode json = Json.read(text, problems);
    if (json == null) {
      throw new RequestException(
          400, problems.list().stream().map(p -> p.below("/filter")).toList());
    }
    ObjectNode body = Answers.object();
    body.set("filter", json);
    Schemas.check("request/query", body, problems);
    if (!problems.isEmpty()) {
      throw RequestException.invalid(problems.list());
    }
    return Condition.read(json);
  }

  /** A list, or one text with commas. */
  private static Set<String> texts(JsonNode node) {
    if (node.isTextual()) {
      return Parameters.list(node.textValue());
    }
    var texts = new LinkedHashSet<String>();
    node.forEach(one -> texts.add(one.asText()));
    return texts;
  }
}
