package dev.nacre.connector.mail;

import dev.nacre.connector.CallKind;
import dev.nacre.connector.Operation;
import dev.nacre.connector.PacedKind;
import dev.nacre.connector.Preparation;
import dev.nacre.event.Limits;
import dev.nacre.event.OutboxSender.Ceiling;
import dev.nacre.metadata.Problems;
import dev.nacre.security.Contact;
import dev.nacre.security.egress.EgressPolicy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Sends mail through an SMTP server. */
@Singleton
public final class MailConnector
    implements CallKind<MailConnector.Settings, MailConnector.OperationSettings>,
        PacedKind<MailConnector.Settings> {
  private final EgressPolicy policy;
  private final SSLSocketFactory secured;

  /** A kind that goes where that policy lets it, and trusts whom Java trusts. */
  @Inject
  public MailConnector(EgressPolicy policy) {
    this(policy, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  MailConnector(EgressPolicy policy, SSLSocketFactory secured) {
    this.policy = policy;
    this.secured = secured;
  }

  /**
   * The server, and who writes.
   *
   * @param port null means 465 with {@code tls}, 587 otherwise
   * @param security null means {@code tls}
   * @param user null means that the server wants none
   * @param from the sender: {@code shop@example.com} or {@code Shop <shop@example.com>}
   * @param perMinute how many mails; null means as many as there are
   * @param language of texts that have several; null means {@code zh}
   */
  public record Settings(
      @NotEmpty String host,
      @Min(1) @Max(65_535) @Nullable Integer port,
      @Nullable Security security,
      @Nullable String user,
      @Nullable SecretName password,
      @NotEmpty String from,
      @Min(1) @Max(6_000) @Nullable Integer perMinute,
      @Nullable Language language) {

    Locale locale() {
      return language == Language.EN ? Locale.ENGLISH : Locale.CHINESE;
    }

    Security secured() {
      return security == null ? Security.TLS : security;
    }

    int connectTo() {
      return port != null ? port : secured() == Security.TLS ? 465 : 587;
    }
  }

  /** How the connection is kept from being read. */
  public enum Security {
    /** From the first byte. */
    TLS,
    /** From the first command on. */
    STARTTLS,
    /** Not at all; for servers on the same machine. */
    NONE
  }

  /** A secret by its name, set apart from the definition. */
  public record SecretName(@NotEmpty @Pattern(regexp = "[a-z][a-z0-9_]{0,39}") String secret) {}

  /** The languages there are. */
  public enum Language {
    EN,
    ZH
  }

  /**
   * A kind of mail.
   *
   * @param copy an address that gets each of them too; null means none
   */
  public record OperationSettings(@Nullable String copy) {}

  @Override
  public String id() {
    return "mail";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Class<OperationSettings> operation() {
    return OperationSettings.class;
  }

  @Override
  public void check(Settings settings, String pointer, Problems problems) {
    if (settings.from() != null && !address(settings.from())) {
      problems.add(pointer + "/from", "mail_address_invalid", settings.from());
    }
    if ((settings.user() == null) != (settings.password() == null)) {
      problems.add(pointer + "/password", "mail_user_and_password");
    }
  }

  @Override
  public Contact.Way reaches() {
    return Contact.Way.EMAIL;
  }

  @Override
  public List<InetSocketAddress> partners(Settings settings) {
    return List.of(InetSocketAddress.createUnresolved(settings.host(), settings.connectTo()));
  }

  private static boolean address(String text) {
    try {
      return InternetAddress.parse(text, true).length == 1;
    } catch (AddressException e) {
      return false;
    }
  }

  @Override
  public @Nullable Operation prepare(
      Settings settings, OperationSettings operation, Preparation preparation) {
    if (operation.copy() != null && !address(operation.copy())) {
      preparation.problem("/copy", "mail_address_invalid", operation.copy());
      return null;
    }
    return new MailCall(policy, secured, settings, operation.copy());
  }

  @Override
  public Limits limits(Settings settings) {
    return settings.perMinute() == null
        ? Limits.NONE
        : new Limits(List.of(new Ceiling(settings.perMinute(), Duration.ofMinutes(1))), null);
  }
}
