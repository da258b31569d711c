package dev.nacre.rest;

import dev.nacre.metadata.Problem;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** Answers what JAX-RS finds itself: wrong methods, media types and the like. */
@Provider
public final class WebExceptionMapper implements ExceptionMapper<WebApplicationException> {
  @Context HttpHeaders headers;

  @Override
  public Response toResponse(WebApplicationException failure) {
    int status = failure.getResponse().getStatus();
    Problem problem =
        switch (status) {
          case 404 -> Problem.at("", "path_unknown");
          case 405 -> Problem.at("", "method_not_allowed");
          case 406 -> Problem.at("", "not_acceptable");
          case 413 -> Problem.at("", "body_too_large", Bodies.LARGEST >> 20);
          case 415 -> Problem.at("", "media_type_unknown");
          default -> Problem.at("", status < 500 ? "request_wrong" : "unexpected");
        };
    return ProblemJson.response(
        status,
        List.of(problem),
        Languages.of(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)));
  }
}
