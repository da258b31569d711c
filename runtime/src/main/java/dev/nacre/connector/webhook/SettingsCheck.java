package dev.nacre.connector.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.webhook.Challenge.Method;
import dev.nacre.connector.webhook.WebhookConnector.Answer;
import dev.nacre.connector.webhook.WebhookConnector.Content;
import dev.nacre.connector.webhook.WebhookConnector.Settings;
import dev.nacre.metadata.Problems;
import dev.nacre.security.signing.Signature.Place;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with settings although each of them has the right shape. */
record SettingsCheck(Settings settings, String pointer, Problems problems) {
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(?:\\s*;\\s*[\\x20-\\x7e]+)?");

  /** What a browser would run: answers repeat what somebody sent. */
  private static final Pattern RUN = Pattern.compile("(?i).*(?:html|xml|script).*");

  void check() {
    boolean form = settings.content() == Content.FORM;
    if (settings.signature() != null) {
      new ProofCheck(settings.signature(), form, pointer + "/signature", problems).check();
    }
    place(settings.split(), "/split");
    List<String> texts = settings.unpack() == null ? List.of() : settings.unpack();
    for (int i = 0; i < texts.size(); i++) {
      place(texts.get(i), "/unpack/" + i);
    }
    if (settings.decrypt() != null) {
      place(settings.decrypt().at(), "/decrypt/at");
    }
    if (settings.zone() != null && WebhookConnector.zone(settings.zone()).isEmpty()) {
      problems.add(pointer + "/zone", "connector_zone_unknown", settings.zone());
    }
    answer(settings.answer(), "/answer", Answers.RECEIVED);
    if (settings.refusal() != null) {
      media(settings.refusal().contentType(), "/refusal");
      places(settings.refusal().body(), "/refusal", Answers.REFUSED, false);
    }
    for (int i = 0; settings.challenge() != null && i < settings.challenge().size(); i++) {
      challenge(settings.challenge().get(i), form, "/challenge/" + i);
    }
  }

  private void challenge(Challenge challenge, boolean form, String at) {
    Place place = challenge.place();
    if (place == Place.HEADER) {
      problems.add(pointer + at + "/in", "challenge_in_header");
    }
    if (place == Place.FORM && !form) {
      problems.add(pointer + at + "/in", "webhook_needs_form");
    }
    if (place != Place.QUERY && challenge.asked() == Method.GET) {
      problems.add(pointer + at + "/method", "challenge_get_has_no_body");
    }
    if (challenge.signature() != null) {
      if (challenge.open()) {
        problems.add(pointer + at + "/unsigned", "challenge_signed_or_not");
      }
      new ProofCheck(challenge.signature(), form, pointer + at + "/signature", problems).check();
    }
    boolean own = challenge.signature() != null || challenge.open();
    if (settings.decrypt() != null && place == Place.BODY && own) {
      String part = challenge.open() ? "/unsigned" : "/signature";
      problems.add(pointer + at + part, "challenge_encrypted");
    }
    Answer answer = challenge.answer();
    answer(answer, at + "/answer", Answers.CHALLENGED);
    String type = answer == null ? null : answer.contentType();
    if (type != null && RUN.matcher(type).matches()) {
      problems.add(pointer + at + "/answer/contentType", "challenge_as_page", type);
    }
  }

  private void answer(@Nullable Answer answer, String at, List<String> names) {
    if (answer != null) {
      media(answer.contentType(), at);
      places(answer.body(), at, names, true);
    }
  }

  private void media(@Nullable String type, String at) {
    if (type != null && !MEDIA_TYPE.matcher(type).matches()) {
      problems.add(pointer + at + "/contentType", "content_type_invalid", type);
    }
  }

  private void places(@Nullable JsonNode body, String at, List<String> names, boolean request) {
    if (body == null) {
      return;
    }
    String known =
        String.join(", ", names.stream().map(name -> "{" + name + "}").toList())
            + (request ? ", {query.name}, {header.Name}, {body/pointer}" : "");
    for (String unknown : AnswerTemplate.unknown(body, names, request)) {
      problems.add(pointer + at + "/body", "answer_place_unknown", unknown, known);
    }
  }

  private void place(@Nullable String text, String at) {
    try {
      if (text != null) {
        JsonPointer.compile(text);
      }
    } catch (IllegalArgumentException e) {
      problems.add(pointer + at, "pointer_invalid", String.valueOf(text));
    }
  }

  /** A choice as it is written. */
  static String written(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
