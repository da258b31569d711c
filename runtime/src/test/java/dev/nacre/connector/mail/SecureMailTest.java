package dev.nacre.connector.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.connector.TestCalls;
import dev.nacre.event.OutboxState;
import dev.nacre.metadata.Problem;
import dev.nacre.security.egress.EgressPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail over TLS from the first byte, and after STARTTLS. */
class SecureMailTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final EgressPolicy POLICY =
      new EgressPolicy("127.0.0.1/32", List.of(), InetAddress::getAllByName);

  @TempDir private static Path folder;
  private static SSLContext server;
  private static SSLSocketFactory trusting;

  @BeforeAll
  static void certify() throws IOException, GeneralSecurityException, InterruptedException {
    Path store = folder.resolve("mail.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "mail",
                "-keyalg",
                "EC",
                "-dname",
                "CN=mail.test",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    server = SSLContext.getInstance("TLS");
    server.init(own.getKeyManagers(), null, null);
    KeyStore known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    known.setCertificateEntry("mail", keys.getCertificate("mail"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(known);
    SSLContext client = SSLContext.getInstance("TLS");
    client.init(null, trust.getTrustManagers(), null);
    trusting = client.getSocketFactory();
  }

  private static TestCalls send(
      MailConnector kind, MailSimulator to, String security, String host) {
    var calls = new TestCalls(kind);
    calls.secrets.put("password", MailSimulator.PASSWORD);
    calls.publish(
        """
        {'id':'mail','kind':'mail','settings':{'host':'%s','port':%d,'security':'%s','user':'shop',
         'password':{'secret':'password'},'from':'Shop <shop@example.com>'},'operations':[{'id':'send'}]}\
        """
            .formatted(host, to.port(), security));
    calls.say("mail", "{'title':'Paid','text':'x','recipients':['ann@example.com']}");
    calls.work();
    return calls;
  }

  @Test
  void sendsOverTlsFromTheFirstByte() throws IOException {
    try (var to = new MailSimulator(server, false)) {
      var calls = send(new MailConnector(POLICY, trusting), to, "tls", "127.0.0.1");
      assertThat(calls.last().problems()).isEmpty();
      assertThat(calls.last().state()).isEqualTo(OutboxState.SENT);
      assertThat(to.mails()).singleElement().asString().contains("Subject: Paid");
    }
  }

  @Test
  void sendsAfterStartTls() throws IOException {
    try (var to = new MailSimulator(server, true)) {
      var calls = send(new MailConnector(POLICY, trusting), to, "starttls", "127.0.0.1");
      assertThat(calls.last().problems()).isEmpty();
      assertThat(calls.last().state()).isEqualTo(OutboxState.SENT);
      assertThat(to.mails()).singleElement().asString().contains("Subject: Paid");
    }
  }

  @Test
  void tellsNothingToAServerThatIsNotTrusted() throws IOException {
    for (String security : List.of("tls", "starttls")) {
      try (var to = new MailSimulator(server, security.equals("starttls"))) {
        var calls = send(new MailConnector(POLICY), to, security, "127.0.0.1");
        assertThat(calls.last().state()).isEqualTo(OutboxState.DEAD);
        assertThat(calls.last().problems())
            .extracting(Problem::code)
            .containsExactly("mail_not_secure");
        assertThat(to.mails()).isEmpty();
      }
    }
  }

  @Test
  void tellsNothingToAServerOfAnotherName() throws IOException {
    try (var to = new MailSimulator(server, false)) {
      var calls = send(new MailConnector(POLICY, trusting), to, "tls", "localhost");
      assertThat(calls.last().problems())
          .extracting(Problem::code)
          .containsExactly("mail_not_secure");
      assertThat(to.mails()).isEmpty();
    }
  }

  @Test
  void sendsNoPasswordWhereStartTlsIsNotOffered() throws IOException {
    try (var to = new MailSimulator()) {
      var calls = send(new MailConnector(POLICY, trusting), to, "starttls", "127.0.0.1");
      assertThat(calls.last().state()).isNotEqualTo(OutboxState.SENT);
      assertThat(calls.last().problems()).isNotEmpty();
      assertThat(to.mails()).isEmpty();
    }
  }
}
