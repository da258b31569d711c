package dev.nacre.connector;

import org.jspecify.annotations.Nullable;

/**
 * A kind that may need the leave of somebody at the other side.
 *
 * @param <S> its settings
 */
public interface ConsentKind<S extends Record> extends ConnectorKind<S> {
  /**
   * How that is had; what is wrong with it is told to the preparation.
   *
   * @return null when these settings need none, or problems were added
   */
  @Nullable Consent consent(S settings, Preparation preparation);
}
