package dev.nacre.event;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One inbound payload, to be appended to the inbox.
 *
 * @param app as addressed: an app id, or {@code id@test}
 * @param key entries of a connector with the same key are worked in order; null when order doesn't
 *     matter or can't be told
 * @param body as it came; not to be changed any more
 * @param headers what came with it, without anything secret
 * @param job the file import that it came with; null otherwise
 * @param findings what is wrong with it already; then it is kept as a dead letter
 */
@SuppressWarnings("ArrayRecordComponent")
public record Arrival(
    String app,
    String connector,
    @Nullable String key,
    byte[] body,
    Map<String, String> headers,
    @Nullable UUID job,
    List<Finding> findings) {
  /** A payload without known faults. */
  public static Arrival of(
      String app,
      String connector,
      @Nullable String key,
      byte[] body,
      Map<String, String> headers) {
    return new Arrival(app, connector, key, body, headers, null, List.of());
  }
}
