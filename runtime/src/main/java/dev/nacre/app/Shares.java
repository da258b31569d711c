package dev.nacre.app;

import dev.nacre.security.Identity;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The shares of a release. Every key has its place between 0 and 100 for ever, the same on every
 * node; the parts take their ranges one after the other. So a share that grows keeps whom it had.
 */
final class Shares {
  /** As finely as a share can be given. */
  private static final int GRAINS = 1_000_000;

  private static final BigDecimal PER_PERCENT = BigDecimal.valueOf(GRAINS / 100);

  private final Release release;
  private final String salt;
  private final int[] from;
  private final int[] to;

  Shares(Release release, String app) {
    this.release = release;
    this.salt = app + "/";
    int size = release.parts().size();
    from = new int[size];
    to = new int[size];
    int next = 0;
    for (int i = 0; i < size; i++) {
      BigDecimal share = release.parts().get(i).share();
      from[i] = share == null ? 0 : next;
      to[i] = share == null ? GRAINS : next + share.multiply(PER_PERCENT).intValue();
      next = share == null ? next : to[i];
    }
  }

  /** Whether a person is in the share of a part; never where a record decides that. */
  boolean takes(int part, Identity who) {
    Release.Part of = release.parts().get(part);
    return of.share() == null || (of.by().equals(Release.BY_USER) && in(part, who.id()));
  }

  /**
   * Whether a record is in the share of a part.
   *
   * @param value of the field that the share is counted by; null counts the record itself
   */
  boolean takes(int part, Identity who, UUID record, @Nullable Object value) {
    Release.Part of = release.parts().get(part);
    if (of.share() == null) {
      return true;
    }
    String key =
        of.by().equals(Release.BY_USER) ? who.id() : value == null ? record.toString() : value + "";
    return in(part, key);
  }

  private boolean in(int part, String key) {
    int place = place(salt + key);
    return place >= from[part] && place < to[part];
  }

  private static int place(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      long number = 0;
      for (int i = 0; i < 7; i++) {
        number = number << 8 | (hash[i] & 0xff);
      }
      return (int) (number % GRAINS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
