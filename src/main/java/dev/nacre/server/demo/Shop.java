package dev.nacre.server.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A make-believe shop: each message is an order that was placed, paid, changed or closed, as the
 * connector {@code shop_webhook} of the pack expects it; now and then the same one again.
 */
final class Shop {
  private static final ZoneId HERE = ZoneId.of("Asia/Shanghai");
  private static final int REMEMBERED = 50;
  private static final List<String> CHANNELS =
      List.of("douyin", "douyin", "taobao", "taobao", "jd", "pdd", "wechat", "web");
  private static final String FAMILY_NAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗";
  private static final List<String> GIVEN_NAMES =
      List.of("芳", "娜", "敏", "静", "丽", "强", "磊", "洋", "艳", "勇", "欣怡", "子涵", "浩然", "雨桐", "思远");
  private static final List<List<String>> PLACES =
      List.of(
          List.of("浙江省", "杭州市", "文三路"),
          List.of("江苏省", "南京市", "中山东路"),
          List.of("上海市", "上海市", "淮海中路"),
          List.of("广东省", "深圳市", "深南大道"),
          List.of("广东省", "广州市", "天河北路"),
          List.of("山东省", "青岛市", "香港中路"),
          List.of("四川省", "成都市", "人民南路"),
          List.of("湖北省", "武汉市", "中南路"),
          List.of("北京市", "北京市", "建国路"));
  private static final List<String> REMARKS = List.of("", "", "", "请尽快发货", "送人，请包装好", "周末送货");

  /** Something the shop sells; the price in fen. */
  record Product(String sku, String title, long price) {}

  private final List<Product> products;
  private final RandomGenerator random;
  private final List<ObjectNode> open = new ArrayList<>();
  private String last = "";
  private long count;

  Shop(List<Product> products, RandomGenerator random) {
    this.products = List.copyOf(products);
    this.random = random;
  }

  /** The next message, as JSON. */
  String next(Instant now) {
    int kind = random.nextInt(100);
    if (kind < 15 && !last.isEmpty()) {
      return last; // senders repeat themselves
    }
    ObjectNode order = kind < 45 && !open.isEmpty() ? changed(now) : placed(now);
    order.put("update_time", time(now));
    last = Json.write(order);
    return last;
  }

  private ObjectNode placed(Instant now) {
    ObjectNode order = Json.MAPPER.createObjectNode();
    String channel = any(CHANNELS);
    // a number of 19 digits, as the real ones have
    order.put("order_id", now.toEpochMilli() * 1_000_000 + count++ * 1_000 + random.nextInt(1_000));
    order.put("channel", channel).put("shop", "Nacre 旗舰店").put("status", "OPEN");
    order.put("created_at", time(now));
    order.set("buyer", buyer(channel));
    order.set("address", address());
    long amount = items(order.putArray("items"));
    order.put("discount", random.nextInt(4) == 0 ? Math.min(1_000, amount / 10) : 0);
    order.put("remark", any(REMARKS));
    if (random.nextInt(3) > 0) {
      order.put("paid_at", time(now));
    }
    open.add(order);
    if (open.size() > REMEMBERED) {
      open.removeFirst();
    }
    return order;
  }

  /** Unpaid orders are paid or given up; of paid ones the buyer changes the remark. */
  private ObjectNode changed(Instant now) {
    int index = random.nextInt(open.size());
    ObjectNode order = open.get(index);
    if (order.has("paid_at")) {
      order.put("remark", "改为周末送货");
      open.remove(index);
    } else if (random.nextInt(4) == 0) {
      order.put("status", "CLOSED");
      open.remove(index);
    } else {
      order.put("paid_at", time(now));
    }
    return order;
  }

  private long items(ArrayNode items) {
    long amount = 0;
    int lines = 1 + random.nextInt(3);
    for (int i = 0; i < lines; i++) {
      Product product = any(products);
      int quantity = 1 + random.nextInt(2);
      amount += product.price() * quantity;
      items
          .addObject()
          .put("sku", product.sku())
          .put("title", product.title())
          .put("quantity", quantity)
          .put("unit_price", product.price());
    }
    return amount;
  }

  private ObjectNode buyer(String channel) {
    int family = random.nextInt(FAMILY_NAMES.length());
    String name = FAMILY_NAMES.charAt(family) + any(GIVEN_NAMES);
    return Json.MAPPER
        .createObjectNode()
        .put("id", channel + "-" + (1_000 + random.nextInt(9_000)))
        .put("name", name)
        .put("phone", "138%08d".formatted(random.nextInt(100_000_000)));
  }

  private ObjectNode address() {
    List<String> place = any(PLACES);
    return Json.MAPPER
        .createObjectNode()
        .put("province", place.get(0))
        .put("city", place.get(1))
        .put(
            "detail",
            "%s%d号%d室".formatted(place.get(2), 1 + random.nextInt(300), 101 + random.nextInt(900)));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static String time(Instant moment) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        moment.truncatedTo(ChronoUnit.MILLIS).atZone(HERE));
  }
}
