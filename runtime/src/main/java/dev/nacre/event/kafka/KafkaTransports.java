package dev.nacre.event.kafka;

import dev.nacre.event.Transport;
import dev.nacre.event.TransportProvider;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Opens the way through Kafka when it is configured; until then no class of Kafka is loaded. */
@Singleton
public final class KafkaTransports implements TransportProvider {
  private final Optional<KafkaSettings> settings;

  @Inject
  KafkaTransports(Config config) {
    this(KafkaSettings.of(config));
  }

  /** With those settings; empty means not at all. */
  public KafkaTransports(Optional<KafkaSettings> settings) {
    this.settings = settings;
  }

  @Override
  public Optional<Transport> open(Parts parts) {
    return settings.map(s -> new KafkaTransport(s, parts));
  }
}
