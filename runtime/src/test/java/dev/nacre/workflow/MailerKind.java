package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.connector.CallKind;
import dev.nacre.connector.Operation;
import dev.nacre.connector.OperationResult;
import dev.nacre.connector.Preparation;
import dev.nacre.security.Contact;

/** A channel by which people are written to at their mail addresses. */
final class MailerKind implements CallKind<MailerKind.Settings, MailerKind.Call> {
  private final PartnerKind partner;

  /** What it is given is kept with what the partner is given. */
  MailerKind(PartnerKind partner) {
    this.partner = partner;
  }

  /** Nothing to set. */
  record Settings() {}

  /** Nothing to say. */
  record Call() {}

  @Override
  public String id() {
    return "mailer";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Class<Call> operation() {
    return Call.class;
  }

  @Override
  public Contact.Way reaches() {
    return Contact.Way.EMAIL;
  }

  @Override
  public Operation prepare(Settings settings, Call operation, Preparation preparation) {
    return (call, input) -> {
      partner.take(call.connector(), "mail to " + input.path("recipients"));
      return new OperationResult(200, JsonNodeFactory.instance.objectNode());
    };
  }
}
