package dev.nacre.connector;

import dev.nacre.event.OutboxSender.Ceiling;
import java.util.Optional;

/**
 * A kind whose partners take only so much at a time.
 *
 * @param <S> its settings
 */
public interface PacedKind<S extends Record> extends ConnectorKind<S> {
  /** How much may be sent; empty means as much as there is. */
  Optional<Ceiling> ceiling(S settings);
}
