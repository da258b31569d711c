package dev.nacre.security.egress;

import dev.nacre.security.egress.EgressException.Reason;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where an answer sends a request on to. What isn't meant for another host never goes there. */
final class Redirect {
  private static final Set<Integer> SENT_ON = Set.of(301, 302, 303, 307, 308);
  private static final Set<String> READS = Set.of("GET", "HEAD");

  private Redirect() {}

  /** The next request; empty when the answer is final. */
  static Optional<EgressRequest> of(EgressRequest request, EgressResponse answer) {
    String location = answer.headers().get("Location");
    if (!SENT_ON.contains(answer.status()) || location == null) {
      return Optional.empty();
    }
    URI to = target(request.uri(), location);
    boolean same = origin(to).equals(origin(request.uri()));
    boolean reads = READS.contains(request.method()) || answer.status() <= 303;
    boolean downgrade =
        "https".equals(request.uri().getScheme()) && !"https".equals(to.getScheme());
    if (downgrade || (!reads && !same)) {
      throw new EgressException(Reason.REDIRECT, request.uri().getHost(), to.getHost());
    }
    String method = reads && !READS.contains(request.method()) ? "GET" : request.method();
    return Optional.of(
        new EgressRequest(
            request.caller(),
            method,
            to,
            same ? request.headers() : Map.of(),
            reads ? null : request.body(),
            request.timeout(),
            request.largest()));
  }

  private static URI target(URI from, String location) {
    try {
      return from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new EgressException(Reason.REDIRECT, from.getHost(), location);
    }
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort();
  }
}
