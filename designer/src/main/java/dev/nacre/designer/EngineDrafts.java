package dev.nacre.designer;

import dev.nacre.app.Apps;
import dev.nacre.app.Drafts;
import dev.nacre.app.Publisher;
import dev.nacre.app.RuleTrials;
import dev.nacre.app.Versions;
import dev.nacre.designer.draft.DraftStore;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Problem;
import dev.nacre.record.change.Effect;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identities;
import dev.nacre.security.Identity;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens drafts of the engine for whoever is signed in, and asks at every step who that is. */
@Singleton
final class EngineDrafts {
  private final Drafts drafts;
  private final Publisher publisher;
  private final Versions versions;
  private final Apps apps;
  private final Identities identities;
  private final RuleTrials trials;

  EngineDrafts(
      Drafts drafts,
      Publisher publisher,
      Versions versions,
      Apps apps,
      Identities identities,
      RuleTrials trials) {
    this.drafts = drafts;
    this.publisher = publisher;
    this.versions = versions;
    this.apps = apps;
    this.identities = identities;
    this.trials = trials;
  }

  /**
   * The draft of an app.
   *
   * @throws ForbiddenException unless an administrator is signed in
   */
  DraftStore open(String app) {
    designer();
    return new Opened(app);
  }

  /** Does something beside the screen that waits for it. */
  void background(Runnable work) {
    Thread.ofVirtual()
        .name("check")
        .start(
            () -> {
              ManagedContext request = Arc.container().requestContext();
              request.activate();
              try {
                work.run();
              } finally {
                request.terminate();
              }
            });
  }

  private Identity designer() {
    Identity who = identities.current();
    ForbiddenException.unlessAdministrator(who);
    return who;
  }

  private final class Opened implements DraftStore {
    private final String app;

    Opened(String app) {
      this.app = app;
    }

    @Override
    public AppFiles files() {
      return drafts.files(app);
    }

    @Override
    public AppFiles published() {
      return apps.find(app)
          .map(served -> versions.files(app, served.forms().version()))
          .orElseGet(() -> AppFiles.of(Map.of()));
    }

    @Override
    public void put(String path, String text) {
      drafts.put(app, path, text, designer());
    }

    @Override
    public void delete(String path) {
      designer();
      drafts.delete(app, path);
    }

    @Override
    public List<Problem> check(AppFiles files) {
      return publisher.check(app, files);
    }

    @Override
    public List<Effect> plan() {
      return publisher.plan(app).effects();
    }

    @Override
    public Trial trial(RuleTrials.Wish wish) {
      Identity who = designer();
      return progress -> trials.draft(app, wish, who, progress);
    }

    @Override
    public String app() {
      return app;
    }

    @Override
    public int publish(@Nullable String note) {
      return publisher.publish(app, note, designer());
    }
  }
}
