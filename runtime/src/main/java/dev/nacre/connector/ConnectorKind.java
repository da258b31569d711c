package dev.nacre.connector;

import dev.nacre.kind.Kind;
import dev.nacre.metadata.Problems;
import dev.nacre.security.Contact;
import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.util.List;

/**
 * A kind of connector: how payloads are fetched or received. What they become is the same for every
 * kind: the definition's ingest part says it.
 *
 * @param <S> its settings
 */
public interface ConnectorKind<S extends Record> extends Kind<S> {
  /** Problems of the settings that their schema can't say. */
  default void check(S settings, String pointer, Problems problems) {}

  /** Whom it speaks with, not looked up; empty when they come to us. */
  default List<InetSocketAddress> partners(S settings) {
    return List.of();
  }

  /** How the people are called whom a message through it is for. */
  default Contact.Way reaches() {
    return Contact.Way.PHONE;
  }

  /** The zone of times in payloads that name none. */
  default ZoneId zone(S settings, ZoneId app) {
    return app;
  }
}
