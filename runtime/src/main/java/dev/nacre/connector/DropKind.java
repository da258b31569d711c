package dev.nacre.connector;

import java.nio.file.Path;

/**
 * A kind that takes whole files.
 *
 * @param <S> its settings
 */
public interface DropKind<S extends Record> extends ConnectorKind<S> {
  /**
   * Reads a file into payloads; what is broken becomes a broken payload, and reading goes on.
   *
   * @throws dev.nacre.metadata.NacreException when nothing can be read
   */
  void read(S settings, Path file, Sink sink);

  /** Where payloads go. */
  interface Sink {
    /** One more row of the file was read. */
    void row();

    /**
     * A payload; waits while the inbox is busy.
     *
     * @return whether to go on; false when the job was cancelled
     */
    boolean add(Payload payload);
  }
}
