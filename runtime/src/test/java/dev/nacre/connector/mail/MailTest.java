package dev.nacre.connector.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.connector.TestCalls;
import dev.nacre.event.OutboxState;
import dev.nacre.metadata.Problem;
import dev.nacre.security.egress.EgressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailTest {
  private final TestCalls calls =
      new TestCalls(
          new MailConnector(
              new EgressPolicy("127.0.0.1/32", List.of(), InetAddress::getAllByName)));
  private final MailSimulator server = new MailSimulator();

  MailTest() throws IOException {
    calls.secrets.put("password", MailSimulator.PASSWORD);
    publish("127.0.0.1", server.port());
  }

  private void publish(String host, int port) {
    calls.publish(
        "{'id':'mail','kind':'mail','settings':{'host':'"
            + host
            + "','port':"
            + port
            + ",'security':'none','user':'shop','password':{'secret':'password'},"
            + "'from':'Shop <shop@example.com>'},'operations':[{'id':'send'}]}");
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void sendsTextAndHtmlToEachRecipient() {
    calls.say(
        "mail",
        "{'title':'Order\\r"
            + "\\n"
            + "Bcc: evil@example.com','text':'Stands <still>','recipients':['ann@example.com','Bob"
            + " <bob@example.com>'],'link':'https://n.example'}");
    calls.work();
    assertThat(calls.last().state()).isEqualTo(OutboxState.SENT);
    assertThat(server.mails())
        .singleElement()
        .satisfies(
            mail ->
                assertThat(mail)
                    .contains("Subject: Order Bcc: evil@example.com")
                    .contains("To: ann@example.com, Bob <bob@example.com>")
                    .contains("Stands <still>")
                    .contains("Stands &lt;still&gt;")
                    .contains("Message-ID: <" + calls.last().idempotencyKey() + "@example.com>"));
  }

  @Test
  void sendsToNobodyWhenOneRecipientIsRefused() {
    calls.say("mail", "{'text':'x','recipients':['ann@example.com','nobody@example.com']}");
    calls.work();
    assertThat(server.mails()).isEmpty();
    assertThat(calls.last().state()).isEqualTo(OutboxState.DEAD);
    assertThat(calls.last().problems().getFirst().message(Locale.ENGLISH))
        .contains("nobody@example.com", "no such mailbox")
        .doesNotContain("ann@example.com");
  }

  @Test
  void triesAGreylistedRecipientAgain() {
    calls.say("mail", "{'text':'x','recipients':['later@example.com']}");
    calls.work();
    assertThat(calls.last().state()).isEqualTo(OutboxState.PENDING);
    assertThat(calls.last().problems())
        .extracting(Problem::code)
        .containsExactly("mail_recipient_refused");
  }

  @Test
  void explainsAWrongPassword() {
    calls.secrets.put("password", "wrong");
    calls.say("mail", "{'text':'x','recipients':['ann@example.com']}");
    calls.work();
    assertThat(calls.last().state()).isEqualTo(OutboxState.DEAD);
    assertThat(calls.last().problems())
        .extracting(Problem::code)
        .containsExactly("mail_login_refused");
  }

  @Test
  void waitsForAServerThatIsDown() throws IOException {
    server.close();
    calls.say("mail", "{'text':'x','recipients':['ann@example.com']}");
    calls.work();
    assertThat(calls.last().state()).isEqualTo(OutboxState.PENDING);
    assertThat(calls.last().problems())
        .extracting(Problem::code)
        .containsExactly("mail_server_away");
    try (var again = new MailSimulator()) {
      publish("127.0.0.1", again.port());
      calls.app.now = calls.app.now.plus(Duration.ofSeconds(5));
      calls.work();
      assertThat(again.mails()).hasSize(1);
    }
  }

  @Test
  void refusesPrivateAddressesAndWrongRecipients() {
    publish("10.0.0.1", 25);
    calls.say("mail", "{'text':'x','recipients':['ann@example.com']}");
    calls.work();
    assertThat(calls.last().problems()).extracting(Problem::code).containsExactly("egress_refused");
    calls.say("mail", "{'text':'x','recipients':['ann at home']}");
    calls.work();
    assertThat(calls.last().problems())
        .extracting(Problem::code)
        .containsExactly("mail_address_invalid");
    calls.say("mail", "{'text':'x','recipients':[]}");
    calls.work();
    assertThat(calls.last().problems()).extracting(Problem::code).containsExactly("mail_nobody");
  }
}
