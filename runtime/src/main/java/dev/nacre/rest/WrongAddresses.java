package dev.nacre.rest;

import dev.nacre.metadata.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/**
 * Answers addresses that can't be read, such as those with a bare brace or a NUL. What is behind
 * would answer them without a word, or look for the NUL in the database.
 */
@Singleton
final class WrongAddresses {
  /** Before everything else. */
  private static final int FIRST = 1_000;

  void register(@Observes Filters filters) {
    filters.register(WrongAddresses::check, FIRST);
  }

  /** Some are so wrong that the router gives up before any filter. */
  void register(@Observes Router router) {
    router.errorHandler(
        400,
        context -> {
          if (concernsUs(context.request().uri())) {
            refuse(context);
          } else {
            context.response().setStatusCode(400).end();
          }
        });
  }

  private static void check(RoutingContext context) {
    String address = context.request().uri();
    if (concernsUs(address) && !readable(address)) {
      refuse(context);
    } else {
      context.next();
    }
  }

  private static void refuse(RoutingContext context) {
    var locale = Languages.of(context.request().getHeader("Accept-Language"));
    var body = ProblemJson.body(400, List.of(Problem.at("", "address_unreadable")), locale);
    context
        .response()
        .setStatusCode(400)
        .putHeader("Content-Type", ProblemJson.TYPE)
        .end(Buffer.buffer(Answers.bytes(body)));
  }

  private static boolean concernsUs(String address) {
    return address.startsWith("/api") || address.startsWith("/hooks");
  }

  private static boolean readable(String address) {
    return plain(address) || parsed(address);
  }

  /**
   * Most are: letters, digits, marks that are always right where they stand, and escapes. A filter
   * is a long text of these, and taking it apart would cost more than looking at it.
   */
  private static boolean plain(String address) {
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      boolean safe =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "/_-.:~@?&=,+".indexOf(c) >= 0;
      if (!safe && !(c == '%' && escape(address, i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a byte that isn't a NUL is written there, as {@code %2F}. */
  private static boolean escape(String address, int at) {
    if (at + 2 >= address.length()) {
      return false;
    }
    int high = Character.digit(address.charAt(at + 1), 16);
    int low = Character.digit(address.charAt(at + 2), 16);
    return high >= 0 && low >= 0 && high + low > 0;
  }

  private static boolean parsed(String address) {
    try {
      var uri = new URI(address);
      return uri.getRawPath() != null && !address.toLowerCase(Locale.ROOT).contains("%00");
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
