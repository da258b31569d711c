package dev.nacre.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A make-believe Taobao: its changed trades page by page, and its word on what was shipped, with
 * its signature, its bounds and its ways of saying no. Facts are those of the platform's public
 * documentation.
 */
public final class TaobaoShop implements ShopApi {
  private final TopGateway gateway;
  private final List<ObjectNode> trades = new CopyOnWriteArrayList<>();
  private Predicate<String> before = tid -> false;
  private int bans;

  /** A shop that knows one caller, by what both sides know. */
  public TaobaoShop(String key, Supplier<String> secret, Supplier<String> session) {
    this.gateway = new TopGateway(key, secret, session);
  }

  /** Sells; a trade with the same {@code tid} takes the place of the one before. */
  public void sell(ObjectNode trade) {
    trades.removeIf(t -> t.path("tid").equals(trade.path("tid")));
    trades.add(trade);
  }

  /** Says which trades were made before this shop began to keep count of them. */
  public void soldBefore(Predicate<String> tids) {
    before = tids;
  }

  /** Refuses so many of the next calls, because there were too many. */
  public synchronized void ban(int calls) {
    bans = calls;
  }

  @Override
  public synchronized JsonNode answer(Asked asked) {
    Map<String, String> p = asked.parameters();
    JsonNode refusal = gateway.refusal(p, asked.now()).orElse(null);
    if (refusal != null) {
      return refusal;
    }
    if (bans > 0) {
      bans--;
      return TopGateway.no(
          7,
          "App Call Limited",
          "accesscontrol.limited-by-api-access-count",
          "This ban will last for 1 more seconds");
    }
    return switch (p.getOrDefault("method", "")) {
      case "taobao.trades.sold.increment.get" -> page(p, "modified", "increment_get");
      case "taobao.trades.sold.get" -> page(p, "created", "get");
      case "taobao.logistics.offline.send" -> ship(p, asked.now());
      default -> TopGateway.noMethod();
    };
  }

  /** What was told to the shop about that trade: its waybill number; empty when nothing was. */
  public Optional<String> shipped(String tid) {
    return find(tid).map(trade -> trade.path("out_sid").asText("")).filter(no -> !no.isEmpty());
  }

  private Optional<ObjectNode> find(String tid) {
    return trades.stream().filter(trade -> tid.equals(trade.path("tid").asText())).findFirst();
  }

  private Optional<ObjectNode> paidBefore(String tid) {
    return before.test(tid)
        ? Optional.of(
            Json.MAPPER.createObjectNode().put("tid", tid).put("status", "WAIT_SELLER_SEND_GOODS"))
        : Optional.empty();
  }

  private JsonNode ship(Map<String, String> p, Instant now) {
    String tid = p.getOrDefault("tid", "");
    ObjectNode trade = find(tid).or(() -> paidBefore(tid)).orElse(null);
    if (trade == null) {
      return TopGateway.no(50, "Remote service error", "isv.trade-not-exist", "订单不存在");
    } else if (p.getOrDefault("out_sid", "").isBlank()
        || p.getOrDefault("company_code", "").isBlank()) {
      return TopGateway.no(40, "Missing required arguments", "isv.missing-parameter", "out_sid");
    } else if (!"WAIT_SELLER_SEND_GOODS".equals(trade.path("status").asText())) {
      return TopGateway.no(50, "Remote service error", "isv.trade-status-error", "该订单当前状态不可发货");
    }
    trade.put("status", "WAIT_BUYER_CONFIRM_GOODS").put("modified", TopGateway.write(now));
    trade.put("out_sid", p.get("out_sid"));
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.putObject("logistics_offline_send_response").putObject("shipping").put("is_success", true);
    return root;
  }

  /** Trades by the time when they were made or changed, the newest first. */
  private JsonNode page(Map<String, String> p, String time, String name) {
    Instant from;
    Instant to;
    int number;
    int size;
    try {
      from = TopGateway.read(p.get("start_" + time));
      to = TopGateway.read(p.get("end_" + time));
      number = Integer.parseInt(p.getOrDefault("page_no", "1"));
      size = Integer.parseInt(p.getOrDefault("page_size", "40"));
    } catch (DateTimeException | NumberFormatException e) {
      return TopGateway.no(41, "Invalid arguments", "isv.invalid-parameter", e.getMessage());
    }
    boolean wide = Duration.between(from, to).compareTo(Duration.ofDays(1)) > 0;
    if (wide || number < 1 || size < 1 || size > 100 || p.getOrDefault("fields", "").isBlank()) {
      return TopGateway.no(
          41, "Invalid arguments", "isv.invalid-parameter", "window, page or fields");
    }
    List<ObjectNode> found =
        trades.stream()
            .filter(t -> within(t.path(time).asText(), from, to))
            .sorted(Comparator.comparing((ObjectNode t) -> t.path(time).asText()).reversed())
            .toList();
    ObjectNode root = Json.MAPPER.createObjectNode();
    ObjectNode answer = root.putObject("trades_sold_" + name + "_response");
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

  private static boolean within(String time, Instant from, Instant to) {
    Instant moment = TopGateway.read(time);
    return !moment.isBefore(from) && !moment.isAfter(to);
  }

  /** What wasn't asked for isn't there. */
  private static ObjectNode only(ObjectNode trade, Set<String> fields) {
    return trade.deepCopy().retain(fields);
  }
}
