package dev.nacre.connector;

import dev.nacre.event.Limits;

/**
 * A kind whose partners take only so much at a time.
 *
 * @param <S> its settings
 */
public interface PacedKind<S extends Record> extends ConnectorKind<S> {
  /** How it may be used. */
  Limits limits(S settings);
}
