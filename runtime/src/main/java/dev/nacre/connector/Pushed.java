package dev.nacre.connector;

import java.util.Map;

/**
 * A request as it came.
 *
 * @param method {@code GET} or {@code POST}
 * @param path as it stands in the address
 * @param query the parameters of the address, the first of those with one name
 * @param headers by name, in any case
 * @param body not to be changed any more
 */
@SuppressWarnings("ArrayRecordComponent")
public record Pushed(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  /** A body with headers and nothing else. */
  public static Pushed of(Map<String, String> headers, byte[] body) {
    return new Pushed("POST", "", Map.of(), headers, body);
  }
}
