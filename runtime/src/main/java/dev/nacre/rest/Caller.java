package dev.nacre.rest;

import dev.nacre.record.Forms;
import dev.nacre.record.FormsRegistry;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identities;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;

/** Who calls, in which language, and which forms they are served. */
@Singleton
final class Caller {
  private final Identities identities;
  private final FormsRegistry registry;
  private final HttpHeaders headers;

  Caller(Identities identities, FormsRegistry registry, HttpHeaders headers) {
    this.identities = identities;
    this.registry = registry;
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
   * The forms served now.
   *
   * @throws dev.nacre.record.NotFoundException when there is no such app
   */
  Forms forms(String app) {
    return registry.current(app);
  }
}
