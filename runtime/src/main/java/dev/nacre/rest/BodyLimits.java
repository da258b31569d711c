package dev.nacre.rest;

import dev.nacre.connector.WebhookEngine;
import dev.nacre.metadata.Problem;
import dev.nacre.record.file.FileStore;
import dev.nacre.record.transfer.Spool;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How long a request's body may be, by where it goes: what is kept on the disk as it comes may be
 * long, what is read into memory may not. A body that says that it is longer is refused before
 * anything of it is read; one that doesn't say is cut off where the bound is.
 */
@Singleton
final class BodyLimits {
  /** After what gives the request its id, before whoever signs in. */
  private static final int FIRST = 1_050;

  /** After the server's own bound, before whatever reads. */
  private static final int BEFORE_READING = -1;

  /** So that what is only a little too long is told about in words by whoever reads it. */
  private static final long SLACK = 1L << 20;

  private static final long OTHER = 64L << 20;
  private static final Duration LINGER = Duration.ofSeconds(2);

  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  private final FileStore files;

  BodyLimits(FileStore files) {
    this.files = files;
  }

  void register(@Observes Filters filters) {
    filters.register(this::refuse, FIRST);
  }

  void register(@Observes Router router) {
    router
        .route()
        .order(BEFORE_READING)
        .handler(
            context -> {
              context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, most(context.request().path()));
              context.next();
            });
  }

  private void refuse(RoutingContext context) {
    HttpServerRequest request = context.request();
    String path = request.path() == null ? "" : request.path();
    long most = most(path);
    if (length(request) > most) {
      answer(context, 413, Problem.at("", "body_too_large", (most - SLACK) >> 20));
    } else if (length(request) < 0 && !streamed(path) && hasBody(request)) {
      answer(context, 411, Problem.at("", "body_length_missing"));
    } else {
      context.next();
    }
  }

  /** How long it says it is; negative when it doesn't. */
  private static long length(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    try {
      return length == null ? -1 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private static boolean hasBody(HttpServerRequest request) {
    return request.getHeader("Transfer-Encoding") != null
        || (request.version() == HttpVersion.HTTP_2
            && WITH_BODY.contains(request.method())
            && !request.isEnded());
  }

  /** Where bodies may come that don't say how long they are; browsers always do. */
  private static boolean streamed(String path) {
    return path.startsWith("/api/") || path.startsWith("/hooks/");
  }

  private long most(String path) {
    return SLACK + bound(path);
  }

  private long bound(String path) {
    if (path.startsWith("/hooks/")) {
      return WebhookEngine.LARGEST;
    }
    if (path.startsWith("/VAADIN/dynamic/")) {
      return Math.max(Spool.LARGEST, files.largest());
    }
    if (!path.startsWith("/api/")) {
      return OTHER;
    }
    if (path.endsWith("/records:import")
        || (path.contains("/connectors/") && path.endsWith("/run"))) {
      return Spool.LARGEST;
    }
    if (path.endsWith("/files")) {
      return files.largest();
    }
    return path.endsWith("/apps:import") ? OTHER : Bodies.LARGEST;
  }

  /**
   * Answers without waiting for the rest of the body. What still comes of it is thrown away for a
   * while: a connection that is closed at once can lose the answer.
   */
  private static void answer(RoutingContext context, int status, Problem problem) {
    HttpServerRequest request = context.request();
    Vertx vertx = context.vertx();
    long timer = vertx.setTimer(LINGER.toMillis(), late -> request.connection().close());
    request.handler(part -> {}).endHandler(end -> vertx.cancelTimer(timer)).resume();
    var locale = Languages.of(request.getHeader("Accept-Language"));
    var body = ProblemJson.body(status, List.of(problem), locale);
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", ProblemJson.TYPE)
        .end(Buffer.buffer(Answers.bytes(body)));
  }
}
