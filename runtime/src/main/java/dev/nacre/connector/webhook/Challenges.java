package dev.nacre.connector.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.PushKind.Delivery;
import dev.nacre.connector.webhook.WebhookConnector.Settings;
import dev.nacre.security.signing.Signature.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Answers senders that make sure of the address. */
record Challenges(Settings settings, Incoming incoming) {
  /** No sender asks for more to be said again, in characters. */
  private static final int LONGEST = 4096;

  /** Larger bodies aren't looked into before it is known who sent them, in bytes. */
  private static final int LARGEST = 64 << 10;

  /**
   * The answer to a request that is one; empty when it isn't.
   *
   * @param prove throws when the sender isn't who it says
   */
  Optional<Delivery> answer(Consumer<Proof> prove) {
    for (Challenge challenge : all()) {
      if (inside(challenge) || (challenge.place() != Place.QUERY && tooLarge())) {
        continue;
      }
      String value = value(challenge, name -> incoming.at(challenge.place(), name));
      if (value != null) {
        if (!challenge.open()) {
          prove.accept(
              challenge.signature() == null ? settings.signature() : challenge.signature());
        }
        return Optional.of(answered(challenge, value, null));
      }
    }
    return Optional.empty();
  }

  /** The same for what was encrypted in a request that is proven already. */
  Optional<Delivery> answer(JsonNode opened) {
    for (Challenge challenge : all()) {
      if (inside(challenge)) {
        String value = value(challenge, name -> Incoming.text(Incoming.in(opened, name)));
        if (value != null) {
          return Optional.of(answered(challenge, value, opened));
        }
      }
    }
    return Optional.empty();
  }

  private List<Challenge> all() {
    return settings.challenge() == null ? List.of() : settings.challenge();
  }

  private boolean inside(Challenge challenge) {
    return settings.decrypt() != null && challenge.place() == Place.BODY;
  }

  private boolean tooLarge() {
    return incoming.request().body().length > LARGEST;
  }

  private @Nullable String value(Challenge challenge, UnaryOperator<@Nullable String> at) {
    if (!challenge.asked().name().equals(incoming.request().method())) {
      return null;
    }
    String value = at.apply(challenge.name());
    if (value == null || value.isEmpty() || value.length() > LONGEST) {
      return null;
    }
    Map<String, String> when = challenge.when() == null ? Map.of() : challenge.when();
    boolean meant =
        when.entrySet().stream().allMatch(e -> e.getValue().equals(at.apply(e.getKey())));
    return meant ? value : null;
  }

  private Delivery answered(Challenge challenge, String value, @Nullable JsonNode opened) {
    JsonNode tree =
        opened != null ? opened : challenge.place() == Place.QUERY ? null : incoming.tree();
    return new Delivery(
        List.of(), Answers.challenged(challenge.answer(), value, incoming, tree), List.of());
  }
}
