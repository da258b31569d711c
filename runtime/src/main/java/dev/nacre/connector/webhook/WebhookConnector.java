package dev.nacre.connector.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.PushKind;
import dev.nacre.connector.Receipt;
import dev.nacre.connector.RefusedException;
import dev.nacre.event.Finding;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.security.SecretStore;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Receives signed HTTP requests; each is durable before it is answered. */
@Singleton
public final class WebhookConnector implements PushKind<WebhookConnector.Settings> {
  private final KnownSecrets secrets;

  /** A kind that takes its secrets from there. */
  public WebhookConnector(SecretStore secrets, InstantSource clock) {
    this.secrets = new KnownSecrets(secrets, clock);
  }

  /**
   * How requests are checked, read and answered.
   *
   * @param content what the body is; null means JSON
   * @param decrypt how it is read when it is encrypted; null when it isn't
   * @param unpack pointers to texts in it that are JSON themselves; {@code *} stands for every
   *     element
   * @param split pointer to an array whose elements are payloads of their own; null means that the
   *     body is one payload
   * @param queryAs what the address's parameters are called in each payload; null leaves them out
   * @param challenge requests by which a sender makes sure of the address
   * @param answer what the sender wants to hear; null means 202
   * @param refusal what it wants to hear when nothing was taken; null means our problems
   * @param zone of times that name none; null means the app's
   */
  public record Settings(
      @NotNull Proof signature,
      @Nullable Content content,
      @Nullable Decrypt decrypt,
      @Nullable List<String> unpack,
      @Nullable String split,
      @Nullable String queryAs,
      @Nullable List<Challenge> challenge,
      @Nullable Answer answer,
      @Nullable Refusal refusal,
      @Nullable String zone) {}

  /** What a body is. */
  public enum Content {
    JSON,
    /** A web form: an object of its fields, each a text. */
    FORM
  }

  /** A secret by its name, set apart from the definition. */
  public record SecretName(@NotEmpty @Pattern(regexp = "[a-z][a-z0-9_]{0,39}") String secret) {}

  /**
   * What the sender hears once the payload is durable.
   *
   * @param status null means 202; 200 where a challenge is answered
   * @param body text as it is, anything else as JSON, with places to fill in; null means how many
   *     payloads were received
   * @param contentType null means JSON
   */
  public record Answer(
      @Min(200) @Max(299) @Nullable Integer status,
      @Nullable JsonNode body,
      @Nullable String contentType) {}

  /**
   * What the sender hears when nothing was taken.
   *
   * @param status null means the one that says why
   * @param body text as it is, anything else as JSON, with places to fill in
   * @param contentType null means JSON
   */
  public record Refusal(
      @Min(200) @Max(599) @Nullable Integer status,
      @NotNull JsonNode body,
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
    new SettingsCheck(settings, pointer, problems).check();
  }

  @Override
  public ZoneId zone(Settings settings, ZoneId app) {
    return settings.zone() == null ? app : zone(settings.zone()).orElse(app); // told by the check
  }

  static Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public Delivery receive(Settings settings, Request request) {
    var incoming = new Incoming(request, settings.content() == Content.FORM);
    var challenges = new Challenges(settings, incoming);
    Optional<Delivery> answer = challenges.answer(proof -> prove(proof, incoming));
    if (answer.isPresent()) {
      return answer.get();
    }
    if (request.method().equals("GET")) {
      throw new RefusedException(405, List.of(Problem.at("", "webhook_is_posted_to")));
    }
    prove(settings.signature(), incoming);
    var unpacking = new Unpacking(settings, incoming);
    JsonNode body = incoming.tree();
    if (body == null) {
      return unpacking.broken(incoming.findings());
    }
    Decrypt decrypt = settings.decrypt();
    if (decrypt == null) {
      return unpacking.deliver(body);
    }
    var findings = new ArrayList<Finding>();
    String key = secrets.reveal(request.app(), decrypt.key().secret());
    JsonNode opened = new Opening(decrypt, key).open(body, findings);
    return opened == null
        ? unpacking.broken(findings)
        : challenges.answer(opened).orElseGet(() -> unpacking.deliver(opened));
  }

  /** Refuses a request that isn't proven so. */
  private void prove(Proof proof, Incoming incoming) {
    String app = incoming.request().app();
    var known = new ArrayList<String>();
    known.add(secrets.reveal(app, proof.secret().secret()));
    if (proof.nextSecret() != null) {
      secrets.find(app, proof.nextSecret().secret()).ifPresent(known::add);
    }
    new SignatureCheck(proof, incoming).check(known);
  }

  @Override
  public Optional<Receipt> refusal(Settings settings, RefusedException why) {
    return Optional.ofNullable(settings.refusal()).map(refusal -> Answers.refused(refusal, why));
  }
}
