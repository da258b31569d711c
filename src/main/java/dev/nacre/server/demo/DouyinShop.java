package dev.nacre.server.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * A make-believe Douyin shop: {@code order.searchList} with its signature over the very bytes of
 * the body, its pages from 0 and its ways of saying no.
 */
public final class DouyinShop implements ShopApi {
  private static final Duration SKEW = Duration.ofMinutes(10);

  private final String key;
  private final Supplier<String> secret;
  private final Supplier<String> token;
  private final List<ObjectNode> orders = new CopyOnWriteArrayList<>();
  private int bans;

  /** A shop that knows one caller, by what both sides know. */
  public DouyinShop(String key, Supplier<String> secret, Supplier<String> token) {
    this.key = key;
    this.secret = secret;
    this.token = token;
  }

  /** Sells; an order with the same {@code order_id} takes the place of the one before. */
  public void sell(ObjectNode order) {
    orders.removeIf(o -> o.path("order_id").equals(order.path("order_id")));
    orders.add(order);
  }

  /** Refuses so many of the next calls, because there were too many. */
  public synchronized void ban(int calls) {
    bans = calls;
  }

  @Override
  public synchronized JsonNode answer(Asked asked) {
    Map<String, String> p = asked.parameters();
    String time = p.getOrDefault("timestamp", "");
    String method = p.getOrDefault("method", "");
    if (!asked.path().equals("/" + method.replace('.', '/'))
        || !method.equals("order.searchList")) {
      return no(70000, "API offline", "isv.api-not-found", "no such method");
    } else if (!key.equals(p.get("app_key"))) {
      return no(30001, "no permission", "isv.app-key-not-exist", "unknown app_key");
    } else if (!token.get().equals(p.get("access_token"))) {
      return no(40003, "illegal param", "isv.access-token-no-existed", "access_token is unknown");
    } else if (!near(time, asked.now())) {
      return no(40003, "illegal param", "isv.timestamp-invalid", "timestamp is too far off");
    }
    // only these, in this order; the secret around them, and as the key
    String shared = secret.get();
    String text =
        shared
            + "app_key"
            + key
            + "method"
            + method
            + "param_json"
            + asked.body()
            + "timestamp"
            + time
            + "v"
            + p.get("v")
            + shared;
    if (!Digests.hmacSha256(shared, text).equals(p.get("sign"))) {
      return no(40003, "illegal param", "isv.sign-invalid", "sign doesn't match");
    } else if (bans > 0) {
      bans--;
      return no(60000, "rate limited", "isv.flow-limit", "too many calls");
    }
    try {
      return page(Json.MAPPER.readTree(asked.body()));
    } catch (JsonProcessingException e) {
      return no(40002, "missing param", "isv.param-json", "param_json");
    }
  }

  private static boolean near(String seconds, Instant now) {
    try {
      Instant then = Instant.ofEpochSecond(Long.parseLong(seconds));
      return Duration.between(then, now).abs().compareTo(SKEW) <= 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private JsonNode page(JsonNode asked) {
    int page = asked.path("page").asInt(-1);
    int size = asked.path("size").asInt(-1);
    if (page < 0 || size < 1 || size > 100) {
      return no(40004, "illegal param", "isv.page", "page and size");
    }
    String time = asked.path("order_by").asText("create_time");
    Comparator<ObjectNode> byTime = Comparator.comparingLong(o -> o.path(time).asLong());
    List<ObjectNode> found =
        orders.stream()
            .filter(order -> within(order, "update_time", asked))
            .filter(order -> within(order, "create_time", asked))
            .sorted(asked.path("order_asc").asBoolean(false) ? byTime : byTime.reversed())
            .toList();
    ObjectNode answer = answer(10000, "success", "", "");
    ObjectNode data = answer.putObject("data");
    data.put("page", page).put("size", size).put("total", found.size());
    data.putArray("shop_order_list")
        .addAll(found.stream().skip((long) page * size).limit(size).toList());
    return answer;
  }

  private static boolean within(ObjectNode order, String time, JsonNode asked) {
    long at = order.path(time).asLong();
    return at >= asked.path(time + "_start").asLong(0)
        && at <= asked.path(time + "_end").asLong(Long.MAX_VALUE);
  }

  private static JsonNode no(int code, String msg, String subCode, String subMsg) {
    return answer(code, msg, subCode, subMsg);
  }

  private static ObjectNode answer(int code, String msg, String subCode, String subMsg) {
    return Json.MAPPER
        .createObjectNode()
        .put("code", code)
        .put("msg", msg)
        .put("sub_code", subCode)
        .put("sub_msg", subMsg)
        .put("log_id", "demo");
  }
}
