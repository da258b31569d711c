package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Value;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.Query;
import dev.nacre.record.Query.Sort;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What records are called, and which are called so, within what the person may read. */
public final class RecordTitles {
  private static final int SHORT_ID = 8;

  private final Forms forms;
  private final RecordEngine records;
  private final FieldRenderers renderers;
  private final Identity who;
  private final Supplier<RenderContext> context;
  private final Map<String, String> titles = new HashMap<>();

  /**
   * The titles of those forms' records.
   *
   * @param context how values in titles are shown
   */
  public RecordTitles(
      Forms forms,
      RecordEngine records,
      FieldRenderers renderers,
      Identity who,
      Supplier<RenderContext> context) {
    this.forms = forms;
    this.records = records;
    this.renderers = renderers;
    this.who = who;
    this.context = context;
  }

  /** Whether the person may read records of that form. */
  public boolean readable(String form) {
    return forms.find(form).isPresent() && forms.permissions().on(form, who).may(Action.READ);
  }

  /** As {@link Links#search}. */
  public List<Links.Choice> search(
      String form, String text, @Nullable Condition filter, int limit) {
    if (!readable(form)) {
      return List.of();
    }
    Field title = forms.get(form).titleField();
    var parts = new ArrayList<Condition>();
    if (filter != null) {
      parts.add(filter);
    }
    if (title != null && !text.isBlank()) {
      parts.add(
          new Condition.Compare(
              title.id(),
              Condition.Op.CONTAINS,
              new Value.Literal(TextNode.valueOf(text.strip()))));
    }
    Query query =
        Query.of(form)
            .where(parts.isEmpty() ? null : new Condition.All(parts))
            .sortedBy(title == null ? List.of() : List.of(new Sort(title.id(), false)))
            .limit(limit)
            .withoutLines();
    if (filter != null && !records.check(forms, query, who).isEmpty()) {
      // by what is hidden from the person nobody asks for them: the engine holds to it on saving
      return search(form, text, null, limit);
    }
    return records.query(forms, query, who).records().stream()
        .map(record -> new Links.Choice(record.id(), title(form, json(record))))
        .toList();
  }

  private ObjectNode json(StoredRecord record) {
    return records.json(forms, record, who);
  }

  /** As {@link Links#title}. */
  public String title(String form, JsonNode link) {
    if (link.isObject()) {
      String title = titleOf(form, link);
      titles.put(link.path("id").asText(), title);
      return title;
    }
    return titles.computeIfAbsent(link.asText(), id -> look(form, id));
  }

  private String titleOf(String form, JsonNode record) {
    Form far = forms.find(form).orElse(null);
    Field field = far == null ? null : far.titleField();
    String title =
        field == null || field.system()
            ? ""
            : renderers.of(field.shown()).text(record.path(field.id()), context.get());
    return title.isEmpty() ? untitled(form, record.path("id").asText()) : title;
  }

  private String look(String form, String id) {
    if (!readable(form)) {
      return context.get().text("render.closed");
    }
    try {
      return records
          .find(forms, form, UUID.fromString(id), Set.of(), who)
          .map(record -> titleOf(form, json(record)))
          .orElseGet(() -> context.get().text("render.closed"));
    } catch (IllegalArgumentException e) {
      return id;
    }
  }

  /**
   * A record whose title is empty is called by its form, and as much of its id as tells it apart.
   */
  private String untitled(String form, String id) {
    String name = forms.get(form).definition().title().in(context.get().locale());
    return id.length() > SHORT_ID ? name + " " + id.substring(id.length() - SHORT_ID) : name;
  }
}
