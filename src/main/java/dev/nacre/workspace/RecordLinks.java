package dev.nacre.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.designer.render.FieldRenderers;
import dev.nacre.designer.render.FileDesk;
import dev.nacre.designer.render.Links;
import dev.nacre.designer.render.RenderContext;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Value;
import dev.nacre.record.Attachment;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.Query;
import dev.nacre.record.Query.Sort;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.file.FileStore;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds linked records through the record engine, within what the person may read. */
final class RecordLinks implements Links {
  private static final int SHORT_ID = 8;

  private final String app;
  private final Forms forms;
  private final RecordEngine records;
  private final FieldRenderers renderers;
  private final Identity who;
  private final People people;
  private final FileStore files;
  private final Map<String, String> titles = new HashMap<>();
  private RenderContext context;

  RecordLinks(
      String app,
      Forms forms,
      RecordEngine records,
      FieldRenderers renderers,
      Identity who,
      People people,
      FileStore files,
      Locale locale) {
    this.app = app;
    this.forms = forms;
    this.records = records;
    this.renderers = renderers;
    this.who = who;
    this.people = people;
    this.files = files;
    this.context = new RenderContext(locale, forms.zone(), null, Links.NONE);
  }

  /** Lets titles be rendered as everything else is. */
  void renderIn(RenderContext newContext) {
    context = newContext;
  }

  private boolean readable(String form) {
    return forms.find(form).isPresent() && forms.permissions().on(form, who).may(Action.READ);
  }

  @Override
  public List<Choice> search(String form, String text, @Nullable Condition filter, int limit) {
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
    return records.query(forms, query, who).records().stream()
        .map(record -> new Choice(record.id(), title(form, json(record))))
        .toList();
  }

  private ObjectNode json(StoredRecord record) {
    return records.json(forms, record, who);
  }

  @Override
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
            : renderers.of(field.definition()).text(record.path(field.id()), context);
    return title.isEmpty() ? untitled(form, record.path("id").asText()) : title;
  }

  private String look(String form, String id) {
    if (!readable(form)) {
      return context.text("record.closed");
    }
    try {
      return records
          .find(forms, form, UUID.fromString(id), Set.of(), who)
          .map(record -> titleOf(form, json(record)))
          .orElseGet(() -> context.text("record.closed"));
    } catch (IllegalArgumentException e) {
      return id;
    }
  }

  /**
   * A record whose title is empty is called by its form, and as much of its id as tells it apart.
   */
  private String untitled(String form, String id) {
    String name = forms.get(form).definition().title().in(context.locale());
    return id.length() > SHORT_ID ? name + " " + id.substring(id.length() - SHORT_ID) : name;
  }

  @Override
  public @Nullable String address(String form, UUID id) {
    return readable(form) ? Addresses.record(app, form, id) : null;
  }

  @Override
  public List<Person> people() {
    return people.all().stream()
        .map(account -> new Person(account.id(), person(account.id())))
        .sorted(Comparator.comparing(Person::name))
        .toList();
  }

  @Override
  public String person(String id) {
    return people.name(id, context.locale());
  }

  @Override
  public FileDesk files() {
    return new FileDesk() {
      @Override
      public JsonNode keep(String name, String type, InputStream content) {
        Attachment file = files.add(forms, name, type, content, who);
        return Json.MAPPER
            .createObjectNode()
            .put("id", file.id())
            .put("name", file.name())
            .put("type", file.type())
            .put("size", file.size());
      }

      @Override
      public String address(String id, boolean small) {
        return Addresses.file(app, id) + (small ? "?small" : "");
      }
    };
  }
}
