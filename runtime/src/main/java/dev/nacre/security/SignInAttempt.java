package dev.nacre.security;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One try to sign in: where it comes from, and what is told when it must wait or is too late. */
public final class SignInAttempt {
  private static final String WAIT = "nacre.sign-in.wait";
  private static final String EXPIRED = "nacre.sign-in.expired";
  private static final String ERROR = "/login?error";

  private SignInAttempt() {}

  /** Where it comes from; of an IPv6 address the part that is one household's or server's. */
  static String address(@Nullable RoutingContext context) {
    SocketAddress remote = context == null ? null : context.request().remoteAddress();
    String host = remote == null ? null : remote.hostAddress();
    if (host == null) {
      return "";
    }
    if (!host.contains(":")) {
      return host;
    }
    List<String> groups = List.of(host.split(":", -1));
    return String.join(":", groups.subList(0, Math.min(4, groups.size())));
  }

  /** Keeps how long is to be waited; the sign-in page is told, too. */
  static void refuse(@Nullable RoutingContext context, Duration wait) {
    if (context == null) {
      return;
    }
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    context.put(WAIT, seconds);
    context.addHeadersEndHandler(
        end -> {
          var headers = context.response().headers();
          String location = headers.get(HttpHeaders.LOCATION);
          if (location != null && location.endsWith(ERROR)) {
            headers.set(HttpHeaders.LOCATION, location + "&wait=" + seconds);
          }
        });
  }

  /** Keeps that what was brought was once good. */
  public static void expired(@Nullable RoutingContext context) {
    if (context != null) {
      context.put(EXPIRED, true);
    }
  }

  /** Whether what this request brought was once good. */
  public static boolean hasExpired(RoutingContext context) {
    return context.get(EXPIRED) != null;
  }

  /** How many seconds this request's sender has to wait before trying again, if at all. */
  public static OptionalLong secondsToWait(RoutingContext context) {
    Long seconds = context.get(WAIT);
    return seconds == null ? OptionalLong.empty() : OptionalLong.of(seconds);
  }
}
