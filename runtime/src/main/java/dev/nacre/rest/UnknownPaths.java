package dev.nacre.rest;

import dev.nacre.metadata.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Answers what no resource does. Without this a mistyped address of the API would fall through to
 * the user interface and be answered with a page.
 */
@Singleton
final class UnknownPaths {
  /** After JAX-RS, which stands at 1500, and before the user interface at 10000. */
  private static final int ORDER = 5_000;

  void register(@Observes Router router) {
    for (String path : List.of("/api", "/api/*", "/hooks", "/hooks/*")) {
      router.route(path).order(ORDER).handler(UnknownPaths::answer);
    }
  }

  private static void answer(RoutingContext context) {
    var locale = Languages.of(context.request().getHeader("Accept-Language"));
    var body = ProblemJson.body(404, List.of(Problem.at("", "path_unknown")), locale);
    context
        .response()
        .setStatusCode(404)
        .putHeader("Content-Type", ProblemJson.TYPE)
        .end(Buffer.buffer(Answers.bytes(body)));
  }
}
