package dev.nacre.connector.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.PushKind;
import dev.nacre.metadata.Problems;
import dev.nacre.security.SecretStore;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Receives signed HTTP requests; each is durable before it is answered. */
@Singleton
public final class WebhookConnector implements PushKind<WebhookConnector.Settings> {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final KnownSecrets secrets;

  /** A kind that takes its secrets from there. */
  public WebhookConnector(SecretStore secrets, InstantSource clock) {
    this.secrets = new KnownSecrets(secrets, clock);
  }

  /**
   * How requests are checked and answered.
   *
   * @param split pointer to an array whose elements are payloads of their own; null means that the
   *     body is one payload
   * @param answer what the sender wants to hear; null means 202
   * @param zone of times that name none; null means the app's
   */
  public record Settings(
      @NotNull Signature signature,
      @Nullable String split,
      @Nullable Answer answer,
      @Nullable String zone) {}

  /**
   * How the sender proves who it is.
   *
   * @param header where the proof is
   * @param encoding of the digest; null means hex
   * @param secret what both sides know
   * @param nextSecret what takes its place: while both are set, a proof by either will do, so that
   *     the sender can change over when it likes
   * @param prefix what stands before the proof in the header, such as {@code sha256=}
   * @param timestampHeader where the time of sending is; then {@code <time>.<body>} is signed, and
   *     what is too old is refused
   * @param tolerance how far that time may be from ours; null means five minutes
   */
  public record Signature(
      @NotNull Type type,
      @NotEmpty String header,
      @Nullable Encoding encoding,
      @NotNull SecretName secret,
      @Nullable SecretName nextSecret,
      @Nullable String prefix,
      @Nullable String timestampHeader,
      @Nullable Duration tolerance) {

    Duration allowed() {
      return tolerance == null ? TOLERANCE : tolerance;
    }
  }

  /** The proofs there are. */
  public enum Type {
    /** HMAC with SHA-256 over the raw body. */
    HMAC_SHA256,
    /** HMAC with SHA-1, for old senders. */
    HMAC_SHA1,
    /** The secret itself; only as safe as the connection. */
    TOKEN
  }

  /** How a digest is written. */
  public enum Encoding {
    HEX,
    BASE64
  }

  /** A secret by its name, set apart from the definition. */
  public record SecretName(@NotEmpty @Pattern(regexp = "[a-z][a-z0-9_]{0,39}") String secret) {}

  /**
   * What the sender hears once the payload is durable.
   *
   * @param status null means 202
   * @param body text as it is, anything else as JSON; null means how many payloads were received
   * @param contentType null means JSON
   */
  public record Answer(
      @Min(200) @Max(299) @Nullable Integer status,
      @Nullable JsonNode body,
      @Nullable String contentType) {}

  @Override
  public String id() {
    return "webhook";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public void check(Settings settings, String pointer, Problems problems) {
    String split = settings.split();
    if (split != null) {
      try {
        JsonPointer.compile(split);
      } catch (IllegalArgumentException e) {
        problems.add(pointer + "/split", "pointer_invalid", split);
      }
    }
    if (settings.zone() != null && zone(settings.zone()).isEmpty()) {
      problems.add(pointer + "/zone", "connector_zone_unknown", settings.zone());
    }
    if (settings.signature().type() == Type.TOKEN
        && settings.signature().timestampHeader() != null) {
      problems.add(pointer + "/signature/timestampHeader", "token_signs_nothing");
    }
  }

  @Override
  public ZoneId zone(Settings settings, ZoneId app) {
    return settings.zone() == null ? app : zone(settings.zone()).orElse(app); // told by the check
  }

  private static Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public Delivery receive(Settings settings, Request request) {
    Signature signature = settings.signature();
    var known = new ArrayList<String>();
    known.add(secrets.reveal(request.app(), signature.secret().secret()));
    if (signature.nextSecret() != null) {
      secrets.find(request.app(), signature.nextSecret().secret()).ifPresent(known::add);
    }
    SignatureCheck.check(signature, known, request);
    return new Unpacking(settings, request).deliver();
  }
}
