package dev.nacre.designer;

import dev.nacre.app.ConnectorTrials;
import dev.nacre.connector.ConnectorCompiler;
import dev.nacre.connector.PollEngine;
import dev.nacre.connector.PollState;
import dev.nacre.connector.Trial;
import dev.nacre.designer.desk.Partners;
import dev.nacre.kind.Kind;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.metadata.AppFiles;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identities;
import dev.nacre.security.Identity;
import dev.nacre.security.Secrets;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Speaks with the services of an app's connectors, and asks at every step for whom. */
@Singleton
final class EnginePartners {
  private final ConnectorCompiler compiler;
  private final ConnectorTrials trials;
  private final PollEngine polls;
  private final Secrets secrets;
  private final Identities identities;

  EnginePartners(
      ConnectorCompiler compiler,
      ConnectorTrials trials,
      PollEngine polls,
      Secrets secrets,
      Identities identities) {
    this.compiler = compiler;
    this.trials = trials;
    this.polls = polls;
    this.secrets = secrets;
    this.identities = identities;
  }

  /** Those of that app. */
  Partners of(String app) {
    return new Known(app);
  }

  private Identity designer() {
    Identity who = identities.current();
    ForbiddenException.unlessAdministrator(who);
    return who;
  }

  private final class Known implements Partners {
    private final String app;

    Known(String app) {
      this.app = app;
    }

    @Override
    public List<String> kinds() {
      return compiler.kinds().all().stream().map(Kind::id).toList();
    }

    @Override
    public Optional<KindDescriptor> settings(String kind) {
      return compiler.kinds().find(kind).map(k -> compiler.kinds().descriptor(k.id()));
    }

    @Override
    public Optional<KindDescriptor> operations(String kind) {
      return compiler.operations(kind);
    }

    @Override
    public Set<String> secrets() {
      designer();
      return Set.copyOf(secrets.names(app));
    }

    @Override
    public void set(String secret, String value) {
      secrets.set(app, secret, value, designer());
    }

    @Override
    public Trial attempt(AppFiles files, ConnectorTrials.Wish wish) {
      designer();
      return trials.files(app, files, wish);
    }

    @Override
    public List<PollState> polls(String connector) {
      designer();
      return polls.states(app, connector);
    }
  }
}
