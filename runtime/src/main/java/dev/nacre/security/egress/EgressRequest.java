package dev.nacre.security.egress;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request to a partner.
 *
 * @param caller on whose behalf, such as {@code order_hub/taobao}
 * @param uri absolute, http or https
 * @param headers by name; {@code Content-Type} among them when there is a body
 * @param body as it is sent; null for none
 * @param timeout for everything together, look-up to last byte
 * @param largest more bytes of an answer are refused
 */
@SuppressWarnings("ArrayRecordComponent")
public record EgressRequest(
    String caller,
    String method,
    URI uri,
    Map<String, String> headers,
    byte @Nullable [] body,
    Duration timeout,
    int largest) {
  /** What an answer may have when nothing else is said, in bytes. */
  public static final int LARGEST = 8 << 20;

  /** How long an answer may take when nothing else is said. */
  public static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Header names count in any case. */
  public EgressRequest {
    var sorted = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    headers = Collections.unmodifiableMap(sorted);
  }

  /** A POST of JSON with the usual bounds. */
  public static EgressRequest json(String caller, URI uri, byte[] body) {
    return new EgressRequest(
        caller, "POST", uri, Map.of("Content-Type", "application/json"), body, TIMEOUT, LARGEST);
  }
}
