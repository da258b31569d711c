package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Messages;
import dev.nacre.metadata.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;

/** Failures as RFC 9457 gives them. */
final class ProblemJson {
  static final String TYPE = "application/problem+json";

  private ProblemJson() {}

  /** The whole body. */
  static ObjectNode body(int status, List<Problem> problems, Locale locale) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("type", "about:blank");
    body.put("title", Messages.text("http_" + status, locale, List.of()));
    body.put("status", status);
    if (!problems.isEmpty()) {
      body.put("detail", problems.getFirst().message(locale));
    }
    body.set("problems", list(problems, locale));
    return body;
  }

  /** Only the findings. */
  static ArrayNode list(List<Problem> problems, Locale locale) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (Problem problem : problems) {
      ObjectNode node = list.addObject();
      if (problem.file() != null) {
        node.put("file", problem.file());
      }
      node.put("pointer", problem.pointer());
      node.put("code", problem.code());
      node.put("message", problem.message(locale));
      node.put("hint", problem.hint(locale));
    }
    return list;
  }

  static Response response(int status, List<Problem> problems, Locale locale) {
    return response(status, body(status, problems, locale));
  }

  static Response response(int status, ObjectNode body) {
    return Response.status(status)
        .header(HttpHeaders.CONTENT_TYPE, TYPE)
        .entity(Answers.bytes(body))
        .build();
  }
}
