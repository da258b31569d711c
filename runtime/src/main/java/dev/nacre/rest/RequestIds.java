package dev.nacre.rest;

import dev.nacre.storage.Uuid7;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Gives every request of the API and of webhooks an id, the caller's own when it can be one. The
 * answer repeats it, a refusal too, and the log tells it with the app. A log of objects has a line
 * about every request.
 */
@Singleton
final class RequestIds {
  private static final String HEADER = "X-Request-Id";
  private static final String REQUEST = "request";
  private static final String APP = "app";

  /** Before what refuses addresses, so that a refusal carries an id, too. */
  private static final int FIRST = 1_100;

  /** Nothing that could end a line, or a cell, of whoever reads the log. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final Pattern OF_APP =
      Pattern.compile("/(?:api/v1/apps|hooks)/([a-z][a-z0-9_]{0,39}(?:@test)?)(?=[/?]|$)");
  private static final Logger LOG = Logger.getLogger(RequestIds.class);

  private final boolean told;

  RequestIds(@ConfigProperty(name = "nacre.log", defaultValue = "text") String form) {
    this.told = form.equals("json");
  }

  void register(@Observes Filters filters) {
    filters.register(this::identify, FIRST);
  }

  private void identify(RoutingContext context) {
    String address = context.request().uri();
    if (!ours(address)) {
      context.next();
      return;
    }
    String given = context.request().getHeader(HEADER);
    String id = given != null && ID.matcher(given).matches() ? given : Uuid7.next().toString();
    MDC.put(REQUEST, id);
    Matcher app = OF_APP.matcher(address);
    if (app.lookingAt()) {
      MDC.put(APP, app.group(1));
    }
    // before the answer is begun, whoever begins it
    context.addHeadersEndHandler(ended -> context.response().putHeader(HEADER, id));
    if (told) {
      long begun = System.nanoTime();
      context.addEndHandler(ended -> tell(context, Duration.ofNanos(System.nanoTime() - begun)));
    }
    context.next();
  }

  private static boolean ours(String address) {
    int end = address.startsWith("/api") ? 4 : address.startsWith("/hooks") ? 6 : -1;
    return end > 0
        && (address.length() == end || address.charAt(end) == '/' || address.charAt(end) == '?');
  }

  /** Without the query, which may name people: filters hold phones. */
  private static void tell(RoutingContext context, Duration took) {
    LOG.infof(
        "%s %s %d in %d ms",
        context.request().method(),
        context.request().path(),
        context.response().getStatusCode(),
        took.toMillis());
  }
}
