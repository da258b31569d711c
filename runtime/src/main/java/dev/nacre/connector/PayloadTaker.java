package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.event.Finding;
import java.util.List;

/**
 * Takes payloads beside the mappings of their connector. What it does with one is part of the
 * entry's effect: done in the transaction that settles it, or not at all. Implemented where
 * workflows are.
 */
public interface PayloadTaker {
  /** Takes nothing. */
  PayloadTaker NONE = (connector, came) -> came.stream().map(one -> Taken.NOT).toList();

  /** Takes payloads that others sent; gives one answer each, in order. */
  List<Taken> take(Connector connector, List<Came> came);

  /**
   * A payload.
   *
   * @param entry of the inbox
   * @param app as addressed: an app id, or {@code id@test}
   */
  record Came(long entry, String app, JsonNode payload) {}

  /**
   * What became of one.
   *
   * @param wanted whether it was for somebody
   * @param findings what is wrong; then nothing was done with it
   */
  record Taken(boolean wanted, List<Finding> findings) {
    /** It was for nobody. */
    public static final Taken NOT = new Taken(false, List.of());

    /** It was taken. */
    public static final Taken DONE = new Taken(true, List.of());
  }
}
