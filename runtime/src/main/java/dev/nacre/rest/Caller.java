package dev.nacre.rest;

import dev.nacre.record.Forms;
import dev.nacre.record.FormsRegistry;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identities;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.UUID;

/** Who calls, in which language, and which forms they are served. */
@Singleton
final class Caller {
  private final Identities identities;
  private final FormsRegistry registry;
  private final RecordEngine records;
  private final HttpHeaders headers;

  Caller(Identities identities, FormsRegistry registry, RecordEngine records, HttpHeaders headers) {
    this.identities = identities;
    this.registry = registry;
    this.records = records;
    this.headers = headers;
  }

  Identity who() {
    return identities.current();
  }

  /** The caller, who must be an administrator. */
  Identity administrator() {
    Identity who = who();
    ForbiddenException.unlessAdministrator(who);
    return who;
  }

  Locale locale() {
    return Languages.of(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
  }

  /**
   * The forms that the caller is served.
   *
   * @throws dev.nacre.record.NotFoundException when there is no such app
   */
  Forms forms(String app) {
    return registry.current(app, who());
  }

  /**
   * The forms that the caller is served for one record.
   *
   * @param form must be one of them
   * @throws dev.nacre.record.NotFoundException when there is no such app or form
   */
  Forms forms(String app, String form, UUID id) {
    Forms forms = records.serving(forms(app), form, id, who());
    forms.get(form);
    return forms;
  }
}
