package dev.nacre.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/** Takes {@code apps%3Aimport} for {@code apps:import}: many clients escape every colon. */
@Singleton
final class EscapedColons {
  /** Before whatever looks at the address. */
  private static final int FIRST = 1_200;

  private static final Pattern ESCAPED = Pattern.compile("%3a", Pattern.CASE_INSENSITIVE);

  void register(@Observes Filters filters) {
    filters.register(EscapedColons::check, FIRST);
  }

  private static void check(RoutingContext context) {
    String address = context.request().uri();
    int end = address.indexOf('?');
    String path = end < 0 ? address : address.substring(0, end);
    if (path.startsWith("/api/") && path.indexOf('%') >= 0 && ESCAPED.matcher(path).find()) {
      String query = end < 0 ? "" : address.substring(end);
      context.reroute(ESCAPED.matcher(path).replaceAll(":") + query);
    } else {
      context.next();
    }
  }
}
