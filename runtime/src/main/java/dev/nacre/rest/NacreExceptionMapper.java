package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.event.BusyException;
import dev.nacre.event.UncertainException;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.BrokenVersionException;
import dev.nacre.storage.StorageException;
import dev.nacre.workflow.TooSoonException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.jboss.logging.Logger;

/** Answers failures that Nacre raised itself. */
@Provider
public final class NacreExceptionMapper implements ExceptionMapper<NacreException> {
  private static final Logger LOG = Logger.getLogger(NacreExceptionMapper.class);

  @Context HttpHeaders headers;

  @Override
  public Response toResponse(NacreException failure) {
    int status = Failures.status(failure);
    List<Problem> problems = failure.problems();
    if (failure instanceof StorageException) {
      // what the database says is for the log: it may quote records
      LOG.error("the database refused", failure);
      problems = List.of(Problem.at("", status == 503 ? "try_again" : "unexpected"));
    }
    if (failure instanceof BrokenVersionException) {
      LOG.error("a version that was published can't be served", failure);
    }
    ObjectNode body =
        ProblemJson.body(
            status, problems, Languages.of(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)));
    if (failure instanceof BatchRefusedException refused) {
      body.set("results", refused.results());
    }
    Response response = ProblemJson.response(status, body);
    if (failure instanceof BusyException busy) {
      response.getHeaders().putSingle("Retry-After", busy.retryAfter().toSeconds());
    }
    if (failure instanceof UncertainException) {
      LOG.warn("nobody knows whether a payload was kept", failure);
      response.getHeaders().putSingle("Retry-After", 1);
    }
    if (failure instanceof TooSoonException soon) {
      response.getHeaders().putSingle("Retry-After", soon.retryAfter().toSeconds());
    }
    return response;
  }
}
