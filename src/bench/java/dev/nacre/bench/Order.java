package dev.nacre.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order as the hand-written endpoints take and answer it: the same JSON as Nacre's. */
record Order(
    @Nullable UUID id,
    long version,
    @Nullable Instant createdAt,
    @Nullable String createdBy,
    @Nullable Instant updatedAt,
    @Nullable String updatedBy,
    @JsonProperty("order_no") String orderNo,
    String channel,
    @Nullable String shop,
    String status,
    @JsonProperty("paid_at") @Nullable Instant paidAt,
    @Nullable UUID warehouse,
    @Nullable String buyer,
    @Nullable String phone,
    @Nullable String province,
    @Nullable String address,
    @Nullable BigDecimal freight,
    @Nullable BigDecimal discount,
    @Nullable Boolean rush,
    @Nullable List<Line> lines,
    @Nullable BigDecimal amount,
    @Nullable String remark) {

  /** A line of it. */
  record Line(
      @Nullable UUID id,
      String sku,
      BigDecimal qty,
      BigDecimal price,
      @Nullable BigDecimal amount) {

    Line made(UUID as) {
      return new Line(as, sku, qty, price, qty.multiply(price));
    }
  }

  /** Its values with those that the server adds. */
  Order made(UUID as, Instant now, List<Line> made, BigDecimal total) {
    return new Order(
        as, 1, now, "hand", now, "hand", orderNo, channel, shop, status, paidAt, warehouse, buyer,
        phone, province, address, freight, discount, rush, made, total, remark);
  }
}
