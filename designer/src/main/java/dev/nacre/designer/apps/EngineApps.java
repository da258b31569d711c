package dev.nacre.designer.apps;

import dev.nacre.app.Apps;
import dev.nacre.app.Packs;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identities;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.util.List;

/** Asks the engine about apps for whoever is signed in, and asks at every step who that is. */
@Singleton
public final class EngineApps {
  private final Apps apps;
  private final Packs packs;
  private final Identities identities;

  EngineApps(Apps apps, Packs packs, Identities identities) {
    this.apps = apps;
    this.packs = packs;
    this.identities = identities;
  }

  private Identity designer() {
    Identity who = identities.current();
    ForbiddenException.unlessAdministrator(who);
    return who;
  }

  List<Apps.AppView> all() {
    return apps.list(designer());
  }

  boolean known(String id) {
    return all().stream().anyMatch(app -> app.id().equals(id));
  }

  void create(NewApp app) {
    packs.create(app.files(), designer());
  }
}
