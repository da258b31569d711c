package dev.nacre.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;

/** The interface of a make-believe shop platform. */
public interface ShopApi {
  /** Answers one request, as the platform would. */
  JsonNode answer(Asked asked);

  /**
   * A request.
   *
   * @param parameters of the address, and of the body where that is a form
   * @param body as it came
   */
  record Asked(String path, Map<String, String> parameters, String body, Instant now) {}
}
