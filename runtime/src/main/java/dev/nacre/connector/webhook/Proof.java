package dev.nacre.connector.webhook;

import dev.nacre.connector.webhook.WebhookConnector.SecretName;
import dev.nacre.security.signing.Signature;
import dev.nacre.security.signing.Signature.Algorithm;
import dev.nacre.security.signing.Signature.Place;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the sender proves who it is.
 *
 * @param header where the proof is; the same as {@code name} in a header
 * @param in where the proof travels; null means in a header
 * @param name what it is called there; in the body also a pointer
 * @param recipe how a sender signs that has a way of its own; it says itself where its signature is
 * @param encoding of the digest; null means hex
 * @param secret what both sides know
 * @param nextSecret what takes its place: while both are set, a proof by either will do, so that
 *     the sender can change over when it likes
 * @param prefix what stands before the proof, such as {@code sha256=}
 * @param timestampHeader where the time of sending is; then {@code <time>.<body>} is signed, and
 *     what is too old is refused
 * @param tolerance how far that time may be from ours, or the one in the recipe; null means five
 *     minutes
 */
public record Proof(
    @NotNull Type type,
    @Nullable String header,
    @Nullable Place in,
    @Nullable String name,
    @Nullable Signature recipe,
    @Nullable Encoding encoding,
    @NotNull SecretName secret,
    @Nullable SecretName nextSecret,
    @Nullable String prefix,
    @Nullable String timestampHeader,
    @Nullable Duration tolerance) {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** The proofs there are. */
  public enum Type {
    /** HMAC with SHA-256 over the raw body. */
    HMAC_SHA256,
    /** HMAC with SHA-1, for old senders. */
    HMAC_SHA1,
    /** The secret itself; only as safe as the connection. */
    TOKEN,
    /** As described step by step. */
    RECIPE
  }

  /** How a digest is written. */
  public enum Encoding {
    HEX,
    BASE64
  }

  Duration allowed() {
    return tolerance == null ? TOLERANCE : tolerance;
  }

  Place place() {
    if (recipe != null) {
      return recipe.in() == null ? Place.QUERY : recipe.in();
    }
    return in == null ? Place.HEADER : in;
  }

  /** What it is called where it is. */
  String named() {
    String own = recipe != null ? recipe.param() : header != null ? header : name;
    return own == null ? "sign" : own;
  }

  /** Whether it is the secret, or may be, only written otherwise: then it isn't kept. */
  boolean telling() {
    return type == Type.TOKEN || (recipe != null && recipe.algorithm() == Algorithm.NONE);
  }
}
