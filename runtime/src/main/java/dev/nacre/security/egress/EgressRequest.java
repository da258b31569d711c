package dev.nacre.security.egress;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
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

  /** The host and port of an address, not looked up; empty when it is none. */
  public static Optional<InetSocketAddress> partner(String address) {
    try {
      URI uri = URI.create(address);
      int usual = "http".equals(uri.getScheme()) ? 80 : 443;
      return Optional.ofNullable(uri.getHost())
          .map(
              h ->
                  InetSocketAddress.createUnresolved(h, uri.getPort() < 0 ? usual : uri.getPort()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A POST of JSON with the usual bounds. */
  public static EgressRequest json(String caller, URI uri, byte[] body) {
    return new EgressRequest(
        caller, "POST", uri, Map.of("Content-Type", "application/json"), body, TIMEOUT, LARGEST);
  }
}
