package dev.nacre.connector;

import dev.nacre.connector.database.DatabaseConnector;
import dev.nacre.connector.file.FileConnector;
import dev.nacre.connector.http.HttpConnector;
import dev.nacre.connector.mail.MailConnector;
import dev.nacre.connector.message.MessageConnector;
import dev.nacre.connector.webhook.WebhookConnector;
import dev.nacre.security.SecretStore;
import dev.nacre.security.egress.Egress;
import dev.nacre.security.egress.EgressPolicy;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;

/** Every connector kind, for tests that run without CDI. They may reach this machine. */
public final class ConnectorKinds {
  private ConnectorKinds() {}

  /** New ones of all of them. */
  public static List<ConnectorKind<?>> all(SecretStore secrets, InstantSource clock) {
    var policy = new EgressPolicy("127.0.0.1", List.of(), InetAddress::getAllByName);
    var egress = new Egress(policy);
    return List.of(
        new WebhookConnector(secrets, clock),
        new FileConnector(),
        new HttpConnector(egress, new NoTokens()),
        new DatabaseConnector(policy),
        new MessageConnector(egress),
        new MailConnector(policy));
  }
}
