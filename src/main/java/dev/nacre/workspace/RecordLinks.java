package dev.nacre.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.designer.render.FieldRenderers;
import dev.nacre.designer.render.FileDesk;
import dev.nacre.designer.render.Links;
import dev.nacre.designer.render.RecordTitles;
import dev.nacre.designer.render.RenderContext;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Json;
import dev.nacre.record.Attachment;
import dev.nacre.record.Forms;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.file.FileStore;
import dev.nacre.security.Identity;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds linked records through the record engine, within what the person may read. */
final class RecordLinks implements Links {
  private final String app;
  private final Forms forms;
  private final Identity who;
  private final People people;
  private final FileStore files;
  private final RecordTitles titles;
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
    this.who = who;
    this.people = people;
    this.files = files;
    this.context = new RenderContext(locale, forms.zone(), null, Links.NONE);
    this.titles = new RecordTitles(forms, records, renderers, who, () -> context);
  }

  /** Lets titles be rendered as everything else is. */
  void renderIn(RenderContext newContext) {
    context = newContext;
  }

  @Override
  public List<Choice> search(String form, String text, @Nullable Condition filter, int limit) {
    return titles.search(form, text, filter, limit);
  }

  @Override
  public String title(String form, JsonNode link) {
    return titles.title(form, link);
  }

  @Override
  public @Nullable String address(String form, UUID id) {
    return titles.readable(form) ? Addresses.record(app, form, id) : null;
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
