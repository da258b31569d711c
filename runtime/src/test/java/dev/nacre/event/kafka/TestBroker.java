package dev.nacre.event.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real Kafka in this JVM: one broker that is its own controller, on a folder of its own. */
public final class TestBroker implements AutoCloseable {
  private final Map<String, String> properties;
  private KafkaRaftServer server;
  private boolean running;

  private TestBroker(Map<String, String> properties) {
    this.properties = properties;
    start();
  }

  /** Starts one on an empty folder. */
  public static TestBroker on(Path folder) {
    try {
      var properties = new HashMap<String, String>();
      String address = "127.0.0.1:" + freePort();
      String controller = "127.0.0.1:" + freePort();
      properties.put("process.roles", "broker,controller");
      properties.put("node.id", "1");
      properties.put("listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller);
      properties.put("advertised.listeners", "PLAINTEXT://" + address);
      properties.put("controller.listener.names", "CONTROLLER");
      properties.put("controller.quorum.voters", "1@" + controller);
      properties.put("log.dirs", folder.toString());
      properties.put("offsets.topic.replication.factor", "1");
      properties.put("offsets.topic.num.partitions", "1");
      properties.put("transaction.state.log.replication.factor", "1");
      properties.put("transaction.state.log.min.isr", "1");
      properties.put("transaction.state.log.num.partitions", "1");
      properties.put("group.initial.rebalance.delay.ms", "0");
      properties.put("auto.create.topics.enable", "false");
      properties.put("log.cleaner.enable", "false");
      var said = new ByteArrayOutputStream();
      new Formatter()
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(1)
          .setDirectories(Set.of(folder.toString()))
          .setMetadataLogDirectory(folder.toString())
          .setControllerListenerName("CONTROLLER")
          .setPrintStream(new PrintStream(said, true, StandardCharsets.UTF_8))
          .run();
      return new TestBroker(properties);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Where clients find it. */
  public String address() {
    return properties.get("advertised.listeners").replace("PLAINTEXT://", "");
  }

  /** Starts it again, on the same folder and port. */
  public void start() {
    server = new KafkaRaftServer(KafkaConfig.fromProps(asProperties()), Time.SYSTEM);
    server.startup();
    running = true;
  }

  private Properties asProperties() {
    var all = new Properties();
    all.putAll(properties);
    return all;
  }

  /** Stops it. */
  public void stop() {
    if (running) {
      running = false;
      server.shutdown();
      server.awaitShutdown();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
