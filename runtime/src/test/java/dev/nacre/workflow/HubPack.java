package dev.nacre.workflow;

import dev.nacre.connector.ConnectorKind;
import dev.nacre.connector.NoTokens;
import dev.nacre.connector.database.DatabaseConnector;
import dev.nacre.connector.file.FileConnector;
import dev.nacre.connector.http.HttpConnector;
import dev.nacre.connector.mail.MailConnector;
import dev.nacre.connector.message.MessageConnector;
import dev.nacre.connector.webhook.WebhookConnector;
import dev.nacre.metadata.AppFiles;
import dev.nacre.security.egress.Egress;
import dev.nacre.security.egress.EgressPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The order hub as it is shipped. */
final class HubPack {
  private HubPack() {}

  /** Its documents, each changed by that. */
  static AppFiles files(UnaryOperator<String> change) {
    var files = new TreeMap<String, String>();
    Path root = root().resolve("templates/order_hub");
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(f -> f.toString().endsWith(".json")).toList()) {
        files.put(root.relativize(file).toString(), change.apply(Files.readString(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new AppFiles(files);
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("templates/order_hub/app.json"))) {
      folder = Objects.requireNonNull(folder.getParent());
    }
    return folder;
  }

  /** The kinds of its connectors. */
  static ConnectorKind<?>[] kinds(Egress egress, EgressPolicy policy) {
    return new ConnectorKind<?>[] {
      new HttpConnector(egress, new NoTokens()),
      new MessageConnector(egress),
      new MailConnector(policy),
      new FileConnector(),
      new DatabaseConnector(policy),
      new WebhookConnector((app, name) -> Optional.empty(), InstantSource.system())
    };
  }
}
