package dev.nacre.event.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topic as it is in Kafka, made when there is none.
 *
 * @param id that Kafka gave it
 * @param largest record that it takes, in bytes
 */
record KafkaTopic(String id, int largest) {
  /** The largest body of a webhook, with room for what goes along. */
  private static final int LARGEST = 20 << 20;

  /** What Kafka takes when nothing else is said. */
  private static final int USUAL = 1 << 20;

  private static final String SIZE = "max.message.bytes";

  /**
   * Looks it up, or makes it.
   *
   * @throws KafkaException when that can't be done now
   */
  static KafkaTopic find(KafkaSettings settings) {
    try (Admin admin = Admin.create(settings.common())) {
      TopicDescription found;
      try {
        found = describe(admin, settings.topic());
      } catch (UnknownTopicOrPartitionException e) {
        make(admin, settings);
        found = describe(admin, settings.topic());
      }
      return new KafkaTopic(found.topicId().toString(), largest(admin, settings));
    }
  }

  private static TopicDescription describe(Admin admin, String topic) {
    return got(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
  }

  private static void make(Admin admin, KafkaSettings settings) {
    var topic =
        new NewTopic(
                settings.topic(),
                Optional.of(settings.partitions()),
                Optional.ofNullable(settings.replicas()))
            .configs(
                Map.of(
                    SIZE,
                    String.valueOf(LARGEST),
                    "retention.ms",
                    "604800000",
                    "unclean.leader.election.enable",
                    "false"));
    try {
      got(admin.createTopics(List.of(topic)).all());
    } catch (TopicExistsException e) {
      // another node was faster
    }
  }

  private static int largest(Admin admin, KafkaSettings settings) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, settings.topic());
    try {
      Config config = got(admin.describeConfigs(List.of(resource)).values().get(resource));
      return Math.min(LARGEST, Integer.parseInt(config.get(SIZE).value()));
    } catch (AuthorizationException e) {
      // who may not look has to expect the least
      return USUAL;
    }
  }

  private static <T> T got(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    }
  }
}
