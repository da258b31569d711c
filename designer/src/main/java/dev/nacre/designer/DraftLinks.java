package dev.nacre.designer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.app.Apps;
import dev.nacre.app.CompiledApp;
import dev.nacre.designer.render.FieldRenderers;
import dev.nacre.designer.render.Links;
import dev.nacre.designer.render.RecordTitles;
import dev.nacre.designer.render.RenderContext;
import dev.nacre.metadata.Condition;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.Accounts;
import dev.nacre.security.Identities;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets a draft name records and people: those that are there now, under the version that is served,
 * as far as whoever designs may read them.
 */
final class DraftLinks implements Links {
  private final String app;
  private final Apps apps;
  private final RecordEngine records;
  private final FieldRenderers renderers;
  private final Identities identities;
  private final Accounts accounts;
  private final RenderContext context;
  private @Nullable RecordTitles titles;
  private int version;

  DraftLinks(
      String app,
      Apps apps,
      RecordEngine records,
      FieldRenderers renderers,
      Identities identities,
      Accounts accounts,
      Locale locale) {
    this.app = app;
    this.apps = apps;
    this.records = records;
    this.renderers = renderers;
    this.identities = identities;
    this.accounts = accounts;
    var head = apps.find(app).map(served -> served.documents().app());
    this.context =
        new RenderContext(
            locale,
            head.map(found -> found.zone()).orElse(ZoneId.of("UTC")),
            head.map(found -> found.currency()).orElse(null),
            this);
  }

  /** How values are shown to that person. */
  RenderContext context() {
    return context;
  }

  /** Titles of the version that is served now; it may have been published a moment ago. */
  private Optional<RecordTitles> titles() {
    CompiledApp served = apps.find(app).orElse(null);
    if (served == null) {
      return Optional.empty();
    }
    if (titles == null || version != served.forms().version()) {
      version = served.forms().version();
      titles =
          new RecordTitles(served.forms(), records, renderers, identities.current(), () -> context);
    }
    return Optional.of(titles);
  }

  @Override
  public List<Choice> search(String form, String text, @Nullable Condition filter, int limit) {
    return titles().map(found -> found.search(form, text, filter, limit)).orElse(List.of());
  }

  @Override
  public String title(String form, JsonNode link) {
    return titles()
        .filter(found -> found.readable(form))
        .map(found -> found.title(form, link))
        .orElseGet(() -> NONE.title(form, link));
  }

  @Override
  public @Nullable String address(String form, UUID id) {
    return null;
  }

  @Override
  public List<Person> people() {
    return accounts.all().stream()
        .map(account -> new Person(account.id(), account.name()))
        .toList();
  }

  @Override
  public String person(String id) {
    return accounts.find(id).map(account -> account.name()).orElse(id);
  }
}
