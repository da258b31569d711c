package dev.nacre.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A make-believe payment service. It knows a refund by the number that the merchant gives it: asked
 * again, it pays nothing and answers as it did before.
 */
public final class PaymentService implements ShopApi {
  private static final String SUCCESS = "SUCCESS";

  private final Supplier<String> secret;
  private final Map<String, Refund> refunds = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  /** A service for one merchant, by what both sides know. */
  public PaymentService(Supplier<String> secret) {
    this.secret = secret;
  }

  /**
   * Money that went back.
   *
   * @param number the merchant's
   * @param fen for the goods
   * @param couponFen for their way back
   */
  public record Refund(String id, String number, String order, int fen, int couponFen) {}

  /** What was paid back, in no order. */
  public List<Refund> refunds() {
    return List.copyOf(refunds.values());
  }

  /** How often somebody has asked for a refund. */
  public int asked() {
    return asked.get();
  }

  /** Pays what is asked for next, and then answers as if something had broken. */
  public void loseAnAnswer() {
    lost.incrementAndGet();
  }

  @Override
  public JsonNode answer(Asked call) {
    Map<String, String> form = call.parameters();
    if (!call.path().equals("/refunds")) {
      return said("NOT_FOUND", "没有此接口");
    }
    asked.incrementAndGet();
    if (!sign(form).equals(form.get("sign"))) {
      return said("SIGN_ERROR", "签名错误");
    }
    Refund wanted;
    try {
      wanted =
          new Refund(
              "50" + call.now().toEpochMilli(),
              form.getOrDefault("out_refund_no", ""),
              form.getOrDefault("out_trade_no", ""),
              Integer.parseInt(form.getOrDefault("refund_fee", "")),
              Integer.parseInt(form.getOrDefault("coupon_fee", "0")));
    } catch (NumberFormatException e) {
      return said("PARAM_ERROR", "金额须为整数，单位为分");
    }
    if (wanted.number().isEmpty() || wanted.fen() <= 0 || wanted.couponFen() < 0) {
      return said("PARAM_ERROR", "缺少退款单号或金额");
    }
    Refund paid = refunds.computeIfAbsent(wanted.number(), number -> wanted);
    if (paid.fen() != wanted.fen() || paid.couponFen() != wanted.couponFen()) {
      return said("PARAM_ERROR", "订单金额或退款金额与之前请求不一致");
    }
    if (lost.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      return said("SYSTEM_ERROR", "系统繁忙，请稍后重试");
    }
    return said(SUCCESS, "").put("refund_id", paid.id()).put("out_refund_no", paid.number());
  }

  /** Names and values, sorted, by HMAC in capitals. */
  private String sign(Map<String, String> form) {
    String text =
        new TreeMap<>(form)
            .entrySet().stream()
                .filter(e -> !e.getKey().equals("sign"))
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining("&"));
    return Digests.hmacSha256(secret.get(), text).toUpperCase(Locale.ROOT);
  }

  private static ObjectNode said(String code, String message) {
    return Json.MAPPER.createObjectNode().put("code", code).put("message", message);
  }
}
