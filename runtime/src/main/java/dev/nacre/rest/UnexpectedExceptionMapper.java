package dev.nacre.rest;

import dev.nacre.metadata.Problem;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.jboss.logging.Logger;

/** Answers faults of our own: everything into the log, nothing of it to the outside. */
@Provider
public final class UnexpectedExceptionMapper implements ExceptionMapper<RuntimeException> {
  private static final Logger LOG = Logger.getLogger(UnexpectedExceptionMapper.class);

  @Context HttpHeaders headers;

  @Override
  public Response toResponse(RuntimeException failure) {
    if (BrokenBodyMapper.raised(failure)) {
      return BrokenBodyMapper.answer(headers);
    }
    LOG.error("a request failed", failure);
    return ProblemJson.response(
        500,
        List.of(Problem.at("", "unexpected")),
        Languages.of(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)));
  }
}
