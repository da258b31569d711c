package dev.nacre.event.kafka;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Where Kafka is and how it is used.
 *
 * @param servers bootstrap servers
 * @param partitions of the topic, when we make it
 * @param replicas of the topic, when we make it; null means what the cluster is set to
 * @param most so many payloads may be underway to the ledger before senders are asked to slow down
 * @param client further properties of Kafka's clients, such as those of SASL and TLS
 */
public record KafkaSettings(
    String servers,
    String topic,
    int partitions,
    @Nullable Short replicas,
    long most,
    Map<String, String> client) {

  private static final String ROOT = "nacre.kafka";
  private static final Set<String> OURS = Set.of("topic", "partitions", "replicas", "lag");

  /** Copies the map. */
  public KafkaSettings {
    client = Map.copyOf(client);
  }

  /** Those servers, and the rest as usual. */
  public static KafkaSettings at(String servers, String topic) {
    return new KafkaSettings(servers, topic, 6, null, 1_000_000, Map.of());
  }

  /**
   * What is configured: {@code nacre.kafka} or {@code NACRE_KAFKA} and what is below. What isn't
   * ours is Kafka's: {@code NACRE_KAFKA_SASL_MECHANISM} is {@code sasl.mechanism}.
   */
  static Optional<KafkaSettings> of(Config config) {
    Optional<String> servers = config.getOptionalValue(ROOT, String.class);
    if (servers.isEmpty() || servers.get().isBlank()) {
      return Optional.empty();
    }
    var client = new HashMap<String, String>();
    for (String name : config.getPropertyNames()) {
      String plain = name.toLowerCase(Locale.ROOT).replace('_', '.');
      if (plain.startsWith(ROOT + ".")) {
        String property = plain.substring(ROOT.length() + 1);
        if (!OURS.contains(property)) {
          config.getOptionalValue(name, String.class).ifPresent(v -> client.put(property, v));
        }
      }
    }
    return Optional.of(
        new KafkaSettings(
            servers.get(),
            config.getOptionalValue(ROOT + ".topic", String.class).orElse("nacre-inbox"),
            config.getOptionalValue(ROOT + ".partitions", Integer.class).orElse(6),
            config.getOptionalValue(ROOT + ".replicas", Short.class).orElse(null),
            config.getOptionalValue(ROOT + ".lag", Long.class).orElse(1_000_000L),
            client));
  }

  /** The properties that every client has; what we rely on is put over them. */
  Map<String, Object> common() {
    var all = new HashMap<String, Object>(client);
    all.put("bootstrap.servers", servers);
    all.putIfAbsent("client.id", "nacre");
    // a request that is waited for must be answered while its sender still listens
    all.putIfAbsent("request.timeout.ms", 5_000);
    all.putIfAbsent("default.api.timeout.ms", 10_000);
    all.putIfAbsent("reconnect.backoff.max.ms", 2_000);
    return all;
  }
}
