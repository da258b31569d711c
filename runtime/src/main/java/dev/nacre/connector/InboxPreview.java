package dev.nacre.connector;

import dev.nacre.event.InboxEntry;
import dev.nacre.metadata.Problem;
import dev.nacre.record.NotFoundException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Shows what an entry of the inbox would become if it were sent through now; nothing is kept, and
 * nothing is told to workflows.
 */
@Singleton
public final class InboxPreview {
  private final ConnectorRegistry connectors;
  private final TrialEngine trials;

  /** By the connectors that are served. */
  public InboxPreview(ConnectorRegistry connectors, TrialEngine trials) {
    this.connectors = connectors;
    this.trials = trials;
  }

  /**
   * What it would become.
   *
   * @param entry with its body
   * @param body to be taken in place of its own; null for its own
   * @throws NotFoundException when its connector isn't served any more
   */
  public List<Trial.Mapped> of(InboxEntry entry, byte @Nullable [] body) {
    Connector connector =
        connectors
            .find(entry.app(), entry.connector())
            .orElseThrow(
                () ->
                    new NotFoundException(
                        Problem.at("", "connector_unknown", entry.connector(), entry.app())));
    return trials.again(
        connector, entry, body == null ? Objects.requireNonNull(entry.body()) : body);
  }
}
