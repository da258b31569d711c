package dev.nacre.record.hold;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody holds of one counted record or lot.
 *
 * @param record the counted record
 * @param lot its line; null when it isn't kept by lot
 * @param until when it is given back by itself; null means never
 * @param closedAt null while it is held
 */
public record Hold(
    UUID id,
    String app,
    Holder holder,
    Pool.Key pool,
    UUID record,
    @Nullable UUID lot,
    BigDecimal quantity,
    Instant madeAt,
    @Nullable Instant until,
    State state,
    @Nullable Instant closedAt) {

  /** What became of it. */
  public enum State {
    HELD,
    /** Given back. */
    FREED,
    /** Taken away for good. */
    USED,
    /** Given back since its time was over. */
    EXPIRED;

    /** The JSON form. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
