package dev.nacre.workspace;

import com.vaadin.flow.component.UI;
import dev.nacre.app.AppAddress;
import dev.nacre.app.Apps;
import dev.nacre.app.CompiledApp;
import dev.nacre.designer.render.FieldRenderers;
import dev.nacre.designer.render.RenderContext;
import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.file.FileStore;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Opens apps for whoever is signed in at the current screen. */
@Singleton
public final class Workspaces {
  private final Apps apps;
  private final RecordEngine records;
  private final FieldRenderers renderers;
  private final People people;
  private final FileStore files;

  Workspaces(
      Apps apps, RecordEngine records, FieldRenderers renderers, People people, FileStore files) {
    this.apps = apps;
    this.records = records;
    this.renderers = renderers;
    this.people = people;
    this.files = files;
  }

  /**
   * The app as it is served now, to whoever is signed in.
   *
   * @param address an app id, or {@code id@test}
   * @throws NotFoundException when there is no such app, or the person has no role in it
   */
  public OpenApp open(String address) {
    return open(address, people.current(), UI.getCurrent().getLocale());
  }

  /**
   * The app as it serves that record, to whoever is signed in.
   *
   * @param form the form's id
   * @throws NotFoundException as {@link #open(String)}
   */
  public OpenApp open(String address, String form, UUID record) {
    OpenApp open = open(address);
    Forms forms = records.serving(open.forms(), form, record, open.who());
    return forms.version() == open.forms().version()
        ? open
        : open(
            address,
            apps.load(AppAddress.read(address), forms.version()),
            open.who(),
            UI.getCurrent().getLocale());
  }

  private OpenApp open(String address, Identity who, Locale locale) {
    return open(address, apps.serving(address, who), who, locale);
  }

  private OpenApp open(String address, CompiledApp app, Identity who, Locale locale) {
    var head = app.documents().app();
    if (!who.unlimited() && who.rolesIn(head.id()).isEmpty()) {
      // nobody is told which apps there are
      throw NotFoundException.of("app_unknown", address, List.of());
    }
    var links =
        new RecordLinks(address, app.forms(), records, renderers, who, people, files, locale);
    var context = new RenderContext(locale, head.zone(), head.currency(), links);
    links.renderIn(context);
    return new OpenApp(address, app, who, context, renderers);
  }

  /** The apps that the person may open, and whose version is served. */
  public List<Apps.AppView> mine() {
    return apps.list(people.current()).stream().filter(app -> app.version() > 0).toList();
  }
}
