package dev.nacre.connector.mail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Text;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A mail: the same words as plain text and as HTML. */
final class Letter {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final String subject;
  private final String text;
  private final String html;

  /**
   * A mail.
   *
   * @param input {@code title text html link}; texts may be by language
   */
  Letter(JsonNode input, Locale locale) {
    String words = text(input.path("text"), locale);
    String title = text(input.path("title"), locale);
    String link = input.path("link").asText("");
    String open = locale.equals(Locale.ENGLISH) ? "Open" : "打开";
    // a header is one line, whatever a field held
    this.subject =
        (title.isBlank() ? words.lines().findFirst().orElse("") : title)
            .replaceAll("[\\r\\n]+", " ");
    this.text = link.isEmpty() ? words : words + "\n\n" + link;
    String own = text(input.path("html"), locale);
    this.html =
        (own.isBlank() ? "<p>" + escape(words).replace("\n", "<br>") + "</p>" : own)
            + (link.isEmpty() ? "" : "<p><a href=\"" + escape(link) + "\">" + open + "</a></p>");
  }

  private static String text(JsonNode node, Locale locale) {
    return node.isObject()
        ? Json.MAPPER.convertValue(node, Text.class).in(locale)
        : node.asText("");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** The words. */
  String text() {
    return subject + "\n\n" + text;
  }

  /** The mail as it travels. */
  MimeMessage write(
      Session session,
      String from,
      List<InternetAddress> to,
      @Nullable String copy,
      @Nullable String idempotencyKey,
      Instant now)
      throws MessagingException {
    InternetAddress sender = InternetAddress.parse(from, true)[0];
    MimeMessage mail = new Identified(session, idempotencyKey, sender.getAddress());
    mail.setFrom(sender);
    mail.setRecipients(Message.RecipientType.TO, to.toArray(InternetAddress[]::new));
    if (copy != null) {
      mail.setRecipients(Message.RecipientType.CC, InternetAddress.parse(copy, true));
    }
    mail.setSubject(subject, UTF_8);
    mail.setSentDate(Date.from(now));
    var plain = new MimeBodyPart();
    plain.setText(text, UTF_8);
    var rich = new MimeBodyPart();
    rich.setText(html, UTF_8, "html");
    mail.setContent(new MimeMultipart("alternative", plain, rich));
    mail.saveChanges();
    return mail;
  }

  /** Repetitions of one mail have one id, so that mailboxes can tell. */
  private static final class Identified extends MimeMessage {
    private final @Nullable String id;

    Identified(Session session, @Nullable String key, String from) {
      super(session);
      this.id = key == null ? null : "<" + key + "@" + from.substring(from.indexOf('@') + 1) + ">";
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      if (id == null) {
        super.updateMessageID();
      } else {
        setHeader("Message-ID", id);
      }
    }
  }
}
