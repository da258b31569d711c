package dev.nacre.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * A make-believe Taobao: {@code taobao.trades.sold.increment.get} with its signature, its bounds,
 * its paging and its ways of saying no. Facts are those of the platform's public documentation.
 */
public final class TaobaoShop implements ShopApi {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final ZoneOffset HERE = ZoneOffset.ofHours(8);
  private static final Duration SKEW = Duration.ofMinutes(10);
  private static final String METHOD = "taobao.trades.sold.increment.get";

  private final String key;
  private final Supplier<String> secret;
  private final Supplier<String> session;
  private final List<ObjectNode> trades = new CopyOnWriteArrayList<>();
  private int bans;

  /** A shop that knows one caller, by what both sides know. */
  public TaobaoShop(String key, Supplier<String> secret, Supplier<String> session) {
    this.key = key;
    this.secret = secret;
    this.session = session;
  }

  /** Sells; a trade with the same {@code tid} takes the place of the one before. */
  public void sell(ObjectNode trade) {
    trades.removeIf(t -> t.path("tid").equals(trade.path("tid")));
    trades.add(trade);
  }

  /** Refuses so many of the next calls, because there were too many. */
  public synchronized void ban(int calls) {
    bans = calls;
  }

  @Override
  public synchronized JsonNode answer(Asked asked) {
    Map<String, String> p = asked.parameters();
    if (!key.equals(p.get("app_key"))) {
      return no(29, "Invalid app Key", "isv.appkey-not-exists", "");
    } else if (!sign(p).equals(p.get("sign"))) {
      return no(25, "Invalid signature", "isv.invalid-signature", "");
    } else if (!near(p.get("timestamp"), asked.now())) {
      return no(41, "Invalid arguments", "isv.invalid-timestamp", "timestamp");
    } else if (!session.get().equals(p.get("session"))) {
      return no(27, "Invalid session", "sessionkey-not-generated-by-server", "");
    } else if (!METHOD.equals(p.get("method")) || !"json".equals(p.get("format"))) {
      return no(22, "Invalid method", "isv.invalid-method", "");
    } else if (bans > 0) {
      bans--;
      return no(
          7,
          "App Call Limited",
          "accesscontrol.limited-by-api-access-count",
          "This ban will last for 1 more seconds");
    }
    return page(p);
  }

  /** By the documentation: sorted, joined, the secret on both sides, MD5 in capitals. */
  private String sign(Map<String, String> parameters) {
    var text = new StringBuilder(secret.get());
    new TreeMap<>(parameters)
        .forEach((name, value) -> text.append(name.equals("sign") ? "" : name + value));
    return Digests.md5(text.append(secret.get()).toString()).toUpperCase(Locale.ROOT);
  }

  private static boolean near(String time, Instant now) {
    try {
      return Duration.between(read(time), now).abs().compareTo(SKEW) <= 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static Instant read(String time) {
    return LocalDateTime.parse(time == null ? "" : time, TIME).toInstant(HERE);
  }

  private JsonNode page(Map<String, String> p) {
    Instant from;
    Instant to;
    int number;
    int size;
    try {
      from = read(p.get("start_modified"));
      to = read(p.get("end_modified"));
      number = Integer.parseInt(p.getOrDefault("page_no", "1"));
      size = Integer.parseInt(p.getOrDefault("page_size", "40"));
    } catch (DateTimeException | NumberFormatException e) {
      return no(41, "Invalid arguments", "isv.invalid-parameter", e.getMessage());
    }
    boolean wide = Duration.between(from, to).compareTo(Duration.ofDays(1)) > 0;
    if (wide || number < 1 || size < 1 || size > 100 || p.getOrDefault("fields", "").isBlank()) {
      return no(41, "Invalid arguments", "isv.invalid-parameter", "window, page or fields");
    }
    List<ObjectNode> found =
        trades.stream()
            .filter(t -> within(t.path("modified").asText(), from, to))
            .sorted(Comparator.comparing((ObjectNode t) -> t.path("modified").asText()).reversed())
            .toList();
    ObjectNode root = Json.MAPPER.createObjectNode();
    ObjectNode answer = root.putObject("trades_sold_increment_get_response");
    if (Boolean.parseBoolean(p.get("use_has_next"))) {
      answer.put("has_next", (long) number * size < found.size());
    } else {
      answer.put("total_results", found.size());
    }
    Set<String> fields = Set.copyOf(Arrays.asList(p.get("fields").split("[,\\s]+")));
    List<ObjectNode> shown =
        found.stream().skip((number - 1L) * size).limit(size).map(t -> only(t, fields)).toList();
    if (!shown.isEmpty()) { // an empty list is left out
      answer.putObject("trades").putArray("trade").addAll(shown);
    }
    return root;
  }

  private static boolean within(String modified, Instant from, Instant to) {
    Instant moment = read(modified);
    return !moment.isBefore(from) && !moment.isAfter(to);
  }

  /** What wasn't asked for isn't there. */
  private static ObjectNode only(ObjectNode trade, Set<String> fields) {
    return trade.deepCopy().retain(fields);
  }

  private static JsonNode no(int code, String msg, String subCode, String subMsg) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.putObject("error_response")
        .put("code", code)
        .put("msg", msg)
        .put("sub_code", subCode)
        .put("sub_msg", subMsg)
        .put("request_id", "demo");
    return root;
  }
}
