package dev.nacre.rest;

import dev.nacre.metadata.Problem;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.util.List;

/**
 * Answers bodies that end too early, or whose parts can't be taken apart: our own code raises no
 * such exceptions, it wraps them.
 */
@Provider
public final class BrokenBodyMapper implements ExceptionMapper<IOException> {
  private static final String PARTS = "org.jboss.resteasy.reactive.server.core.multipart.";

  @Context HttpHeaders headers;

  @Override
  public Response toResponse(IOException failure) {
    return answer(headers);
  }

  /** Whether that was raised by what takes the parts of a body apart. */
  static boolean raised(RuntimeException failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith(PARTS);
  }

  static Response answer(HttpHeaders headers) {
    return ProblemJson.response(
        400,
        List.of(Problem.at("", "body_broken")),
        Languages.of(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)));
  }
}
