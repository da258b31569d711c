package dev.nacre.designer.desk;

import dev.nacre.app.ConnectorTrials;
import dev.nacre.connector.PollState;
import dev.nacre.connector.Trial;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.metadata.AppFiles;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The services that an app's connectors speak with, on behalf of whoever is signed in. */
public interface Partners {
  /** The ids of the connector kinds. */
  List<String> kinds();

  /** What the settings of a connector kind look like. */
  Optional<KindDescriptor> settings(String kind);

  /** What the operations of a connector kind look like; empty when it has none. */
  Optional<KindDescriptor> operations(String kind);

  /** The names of the secrets that are set; never what they hold. */
  Set<String> secrets();

  /** Sets a secret, which nobody can read back. */
  void set(String secret, String value);

  /** Tries a connector of these files out; nothing is kept. */
  Trial attempt(AppFiles files, ConnectorTrials.Wish wish);

  /** How far the polling of a published connector got. */
  List<PollState> polls(String connector);
}
