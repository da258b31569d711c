package dev.nacre.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** The orders of a file with the columns that the system adds, ready for {@code COPY}. */
final class Copies {
  static final String SQL =
      "copy app_bench.\"order\" (id, version, created_at, created_by, updated_at, updated_by,"
          + " app_version, amount, order_no, channel, shop, status, paid_at, buyer, phone,"
          + " province, address, freight, discount, rush, remark) from stdin (format csv)";

  private Copies() {}

  static byte[] of(byte[] file) {
    var rows = new StringBuilder(2 * file.length);
    Instant now = Instant.now();
    new String(file, StandardCharsets.UTF_8)
        .lines()
        .skip(1)
        .forEach(
            line ->
                rows.append(UUID.randomUUID())
                    .append(",1,")
                    .append(now)
                    .append(",hand,")
                    .append(now)
                    .append(",hand,1,4.50,")
                    .append(line)
                    .append('\n'));
    return rows.toString().getBytes(StandardCharsets.UTF_8);
  }
}
