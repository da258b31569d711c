package dev.nacre.server.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes up orders in the words of each platform. */
final class ChannelOrders {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.ofHours(8));

  private record Product(String sku, String name, long fen) {}

  private static final List<Product> PRODUCTS =
      List.of(
          new Product("BB-1001", "婴儿纯棉连体衣 · 云朵", 8_900),
          new Product("BB-1002", "婴儿纯棉连体衣 · 小熊", 8_900),
          new Product("BB-1003", "新生儿绑带连体衣", 6_900),
          new Product("BB-1004", "婴儿羽绒连体衣 · 冬季", 26_900));

  private record Place(String province, String city, String district, String street) {}

  private static final List<Place> PLACES =
      List.of(
          new Place("浙江省", "杭州市", "余杭区", "文一西路"),
          new Place("广东省", "深圳市", "南山区", "科技路"),
          new Place("四川省", "成都市", "武侯区", "天府大道"),
          new Place("湖北省", "武汉市", "洪山区", "珞喻路"));

  private final RandomGenerator random;
  private long count;

  ChannelOrders(RandomGenerator random) {
    this.random = random;
  }

  /** A trade of Taobao: yuan as text, local times, numbers of 19 digits. */
  ObjectNode trade(Instant when) {
    Product product = any(PRODUCTS);
    int quantity = 1 + random.nextInt(3);
    boolean paid = random.nextInt(4) > 0;
    long discount = random.nextInt(3) == 0 ? 500 : 0;
    Place place = any(PLACES);
    ObjectNode trade = Json.MAPPER.createObjectNode();
    trade.put("tid", number(30, when)).put("seller_nick", "Nacre 旗舰店").put("type", "fixed");
    trade.put("status", paid ? "WAIT_SELLER_SEND_GOODS" : "WAIT_BUYER_PAY");
    trade.put("buyer_open_uid", "AAFx-demo-" + random.nextInt(1_000));
    trade.put("created", TIME.format(when)).put("modified", TIME.format(when));
    if (paid) {
      trade.put("pay_time", TIME.format(when));
    }
    long total = product.fen() * quantity;
    trade.put("total_fee", yuan(total)).put("post_fee", "0.00");
    trade.put("payment", yuan(total - discount)).put("discount_fee", yuan(discount));
    trade
        .put("receiver_name", "张**")
        .put("receiver_mobile", "*******" + (1_000 + random.nextInt(9_000)));
    trade.put("receiver_state", place.province()).put("receiver_city", place.city());
    trade.put("receiver_district", place.district()).put("receiver_town", "");
    trade.put("receiver_address", place.street() + "**号");
    trade
        .putObject("orders")
        .putArray("order")
        .addObject()
        .put("oid", number(31, when))
        .put("num_iid", 680_012_345_601L)
        .put("title", product.name())
        .put("outer_sku_id", product.sku())
        .put("price", yuan(product.fen()))
        .put("num", quantity);
    return trade;
  }

  /** An order of Douyin: fen, seconds since 1970, ids as text. */
  ObjectNode order(Instant when) {
    Product product = any(PRODUCTS);
    int quantity = 1 + random.nextInt(2);
    boolean paid = random.nextInt(4) > 0;
    long sum = product.fen() * quantity;
    long promotion = random.nextInt(3) == 0 ? 1_000 : 0;
    Place place = any(PLACES);
    long seconds = when.getEpochSecond();
    ObjectNode order = Json.MAPPER.createObjectNode();
    order.put("order_id", String.valueOf(number(69, when))).put("shop_name", "Nacre 抖店");
    order.put("order_status", paid ? 2 : 1).put("create_time", seconds).put("update_time", seconds);
    order.put("pay_time", paid ? seconds : 0).put("order_amount", sum + 600);
    order.put("pay_amount", sum + 600 - promotion).put("post_amount", 600);
    order.put("promotion_amount", promotion).put("buyer_words", "");
    order.put("doudian_open_id", "1@#demo" + random.nextInt(1_000) + "==");
    order.put("post_receiver", "").put("mask_post_receiver", "李**").put("post_tel", "");
    address(order.putObject("post_addr"), place, "");
    address(order.putObject("mask_post_addr"), place, place.street().charAt(0) + "****号");
    order
        .putArray("sku_order_list")
        .addObject()
        .put("order_id", String.valueOf(number(69, when)))
        .put("code", product.sku())
        .put("out_sku_id", product.sku())
        .put("product_name", product.name())
        .put("item_num", quantity)
        .put("origin_amount", product.fen())
        .put("sum_amount", sum);
    return order;
  }

  private static void address(ObjectNode node, Place place, String detail) {
    node.putObject("province").put("name", place.province());
    node.putObject("city").put("name", place.city());
    node.putObject("town").put("name", place.district());
    node.putObject("street").put("name", "");
    node.put("detail", detail);
  }

  /** 19 digits, as the real ones have. */
  private long number(int prefix, Instant when) {
    return prefix * 100_000_000_000_000_000L
        + when.getEpochSecond() % 1_000_000_000L * 10_000_000L
        + count++ % 1_000 * 1_000
        + random.nextInt(1_000);
  }

  private static String yuan(long fen) {
    return java.math.BigDecimal.valueOf(fen, 2).toPlainString();
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
