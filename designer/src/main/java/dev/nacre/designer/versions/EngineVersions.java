package dev.nacre.designer.versions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.app.AppAddress;
import dev.nacre.app.Apps;
import dev.nacre.app.Drafts;
import dev.nacre.app.Packs;
import dev.nacre.app.Publisher;
import dev.nacre.app.Release;
import dev.nacre.app.Version;
import dev.nacre.app.Versions;
import dev.nacre.app.change.Merge;
import dev.nacre.metadata.AppFiles;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identities;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the engine about versions for whoever is signed in, and asks at every step who that is. */
@Singleton
public final class EngineVersions {
  private final Versions versions;
  private final Drafts drafts;
  private final Publisher publisher;
  private final Packs packs;
  private final Apps apps;
  private final Identities identities;

  EngineVersions(
      Versions versions,
      Drafts drafts,
      Publisher publisher,
      Packs packs,
      Apps apps,
      Identities identities) {
    this.versions = versions;
    this.drafts = drafts;
    this.publisher = publisher;
    this.packs = packs;
    this.apps = apps;
    this.identities = identities;
  }

  private Identity designer() {
    Identity who = identities.current();
    ForbiddenException.unlessAdministrator(who);
    return who;
  }

  List<Version> of(String app) {
    designer();
    return versions.of(app);
  }

  Optional<Release> served(String app) {
    designer();
    return versions.served(AppAddress.read(app));
  }

  Optional<Release> previous(String app) {
    designer();
    return versions.previous(AppAddress.read(app));
  }

  /** The roles of what serves the rest, by id. */
  Map<String, String> roles(String app, java.util.Locale locale) {
    designer();
    var roles = new java.util.TreeMap<String, String>();
    apps.find(app)
        .ifPresent(
            served ->
                served
                    .documents()
                    .roles()
                    .forEach((id, role) -> roles.put(id, role.title().in(locale))));
    return roles;
  }

  /** The files of a version; none for 0. */
  AppFiles files(String app, int version) {
    designer();
    return version == 0 ? AppFiles.of(Map.of()) : versions.files(app, version);
  }

  AppFiles draft(String app) {
    designer();
    return drafts.files(app);
  }

  void restore(String app, int version) {
    drafts.restore(app, files(app, version), designer());
  }

  void release(String app, JsonNode parts) {
    publisher.release(AppAddress.read(app), parts, "", designer());
  }

  void rollBack(String app) {
    publisher.rollBack(AppAddress.read(app), designer());
  }

  byte[] export(String app) {
    designer();
    return packs.export(app);
  }

  Packs.DryRun dryRun(byte[] zip, Merge.Choice choice) {
    designer();
    return packs.dryRun(zip, Packs.Mode.MERGE, choice);
  }

  Packs.Installed install(byte[] zip, Merge.Choice choice) {
    return packs.install(zip, Packs.Mode.MERGE, choice, designer());
  }
}
