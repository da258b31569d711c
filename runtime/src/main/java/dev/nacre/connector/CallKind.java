package dev.nacre.connector;

import org.jspecify.annotations.Nullable;

/**
 * A kind that can be asked for something: its connectors have operations.
 *
 * @param <S> the settings of a connector
 * @param <O> what each of its operations says beside its id
 */
public interface CallKind<S extends Record, O extends Record> extends ConnectorKind<S> {
  /** The class of the operations. */
  Class<O> operation();

  /**
   * Makes an operation ready to be called; what is wrong is told to the preparation.
   *
   * @return null when problems were added
   */
  @Nullable Operation prepare(S settings, O operation, Preparation preparation);
}
