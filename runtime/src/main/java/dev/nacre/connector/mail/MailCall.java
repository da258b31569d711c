package dev.nacre.connector.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.connector.Call;
import dev.nacre.connector.Operation;
import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.connector.OperationResult;
import dev.nacre.metadata.Problem;
import dev.nacre.security.egress.EgressException;
import dev.nacre.security.egress.EgressPolicy;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** Sends one mail. */
record MailCall(
    EgressPolicy policy,
    SSLSocketFactory secured,
    MailConnector.Settings settings,
    @Nullable String copy)
    implements Operation {
  private static final int TIMEOUT_MILLIS = 20_000;
  private static final String TIMEOUT = String.valueOf(TIMEOUT_MILLIS);

  @Override
  public OperationResult call(Call call, JsonNode input) {
    var letter = new Letter(input, settings.locale());
    List<InternetAddress> to = addresses(input);
    if (to.isEmpty()) {
      throw failure(Outlook.NEVER, 0, "mail_nobody");
    }
    String password =
        settings.password() == null ? null : call.secret(settings.password().secret());
    // vetted before the library looks anything up, so that a refusal is told as such
    try {
      policy.vet(call.caller(), settings.host(), settings.connectTo());
    } catch (EgressException e) {
      throw new OperationFailedException(
          e.reason().retryable() ? Outlook.LATER : Outlook.NEVER, 0, e.problems().getFirst());
    }
    var sockets = new VettedSockets(policy, call.caller());
    Session session = Session.getInstance(properties(sockets), login(password));
    call.trace()
        .sent(
            "SMTP",
            settings.host() + ":" + settings.connectTo(),
            java.util.Map.of(),
            letter.text());
    try {
      MimeMessage mail =
          letter.write(
              session, settings.from(), to, copy, call.idempotencyKey(), call.scope().now());
      try (Transport transport = session.getTransport("smtp")) {
        connect(transport, sockets, password);
        transport.sendMessage(mail, mail.getAllRecipients());
      }
    } catch (MessagingException e) {
      throw judge(e);
    } catch (IOException e) {
      throw away(e);
    }
    call.trace().received(250, java.util.Map.of(), "OK");
    return new OperationResult(
        200, JsonNodeFactory.instance.objectNode().put("recipients", to.size()));
  }

  private @Nullable Authenticator login(@Nullable String password) {
    return settings.user() == null
        ? null
        : new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(settings.user(), password);
          }
        };
  }

  private void connect(Transport transport, VettedSockets sockets, @Nullable String password)
      throws MessagingException, IOException {
    if (settings.secured() == MailConnector.Security.TLS
        && transport instanceof SMTPTransport smtp) {
      smtp.connect(tls(sockets));
    } else {
      transport.connect(settings.host(), settings.connectTo(), settings.user(), password);
    }
  }

  /** A connection to a vetted address whose other end proved to be that host. */
  private SSLSocket tls(VettedSockets sockets) throws IOException {
    Socket plain = sockets.createSocket(settings.host(), settings.connectTo());
    boolean ready = false;
    try {
      plain.setSoTimeout(TIMEOUT_MILLIS);
      var socket =
          (SSLSocket) secured.createSocket(plain, settings.host(), settings.connectTo(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      ready = true;
      return socket;
    } finally {
      if (!ready) {
        plain.close();
      }
    }
  }

  private Properties properties(VettedSockets sockets) {
    var properties = new Properties();
    properties.put("mail.smtp.socketFactory", sockets);
    properties.put("mail.smtp.ssl.socketFactory", secured); // only ever around a vetted connection
    properties.put("mail.smtp.socketFactory.fallback", "false");
    properties.put("mail.smtp.host", settings.host());
    properties.put("mail.smtp.port", String.valueOf(settings.connectTo()));
    properties.put("mail.smtp.auth", String.valueOf(settings.user() != null));
    properties.put("mail.smtp.connectiontimeout", TIMEOUT);
    properties.put("mail.smtp.timeout", TIMEOUT);
    properties.put("mail.smtp.writetimeout", TIMEOUT);
    properties.put("mail.smtp.localhost", "nacre");
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    switch (settings.secured()) {
      case TLS -> {} // connected before
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case NONE -> {}
    }
    return properties;
  }

  private static List<InternetAddress> addresses(JsonNode input) {
    var found = new ArrayList<InternetAddress>();
    for (JsonNode recipient : input.path("recipients")) {
      try {
        found.addAll(List.of(InternetAddress.parse(recipient.asText(), true)));
      } catch (AddressException e) {
        throw failure(Outlook.NEVER, 0, "mail_address_invalid", recipient.asText());
      }
    }
    return found;
  }

  private OperationFailedException judge(MessagingException e) {
    if (e instanceof AuthenticationFailedException) {
      return failure(Outlook.NEVER, 535, "mail_login_refused", settings.host(), said(e));
    }
    if (e instanceof SendFailedException refused && refused.getInvalidAddresses() != null) {
      Address[] wrong = refused.getInvalidAddresses();
      return failure(
          passing(e) ? Outlook.LATER : Outlook.NEVER,
          550,
          "mail_recipient_refused",
          String.join(", ", java.util.Arrays.stream(wrong).map(Address::toString).toList()),
          said(e));
    }
    if (e instanceof SMTPSendFailedException sent) {
      int code = sent.getReturnCode();
      Outlook outlook = code < 0 ? Outlook.UNSURE : code / 100 == 4 ? Outlook.LATER : Outlook.NEVER;
      return failure(outlook, 0, "mail_refused", settings.host(), code, said(e));
    }
    return away(e);
  }

  private OperationFailedException away(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return failure(
            Outlook.NEVER,
            0,
            "mail_not_secure",
            settings.host(),
            String.valueOf(cause.getMessage()));
      }
    }
    String said = e instanceof MessagingException m ? said(m) : String.valueOf(e.getMessage());
    return failure(Outlook.LATER, 0, "mail_server_away", settings.host(), said);
  }

  /** Whether each refusal was for now only, as greylisting is. */
  private static boolean passing(MessagingException e) {
    boolean passing = false;
    for (Exception next = e.getNextException();
        next instanceof MessagingException m;
        next = m.getNextException()) {
      if (m instanceof SMTPAddressFailedException address) {
        if (address.getReturnCode() / 100 != 4) {
          return false;
        }
        passing = true;
      }
    }
    return passing;
  }

  private static String said(MessagingException e) {
    Throwable last = e;
    while (last instanceof MessagingException m && m.getNextException() != null) {
      last = m.getNextException();
    }
    return String.valueOf(last.getMessage()).strip();
  }

  private static OperationFailedException failure(
      Outlook outlook, int status, String code, Object... args) {
    return new OperationFailedException(outlook, status, Problem.at("", code, args));
  }
}
