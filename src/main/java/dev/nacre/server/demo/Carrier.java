package dev.nacre.server.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A make-believe carrier: Cainiao's e-waybills through Taobao's platform, and Kuaidi100's word on
 * where a parcel is. Parcels move by themselves until they are signed for. Facts are those of the
 * platforms' public documentation.
 */
public final class Carrier implements ShopApi {
  private static final String CUSTOMER = "CUSTOMER";

  private final TopGateway gateway;
  private final Supplier<String> trackingKey;
  private final Duration stage;
  private final Map<String, Parcel> byOrder = new ConcurrentHashMap<>();
  private final Map<String, Parcel> byNumber = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();

  /**
   * A carrier that knows one caller, by what both sides know.
   *
   * @param stage how long a parcel stays at each place
   */
  public Carrier(
      String key,
      Supplier<String> secret,
      Supplier<String> session,
      Supplier<String> trackingKey,
      Duration stage) {
    this.gateway = new TopGateway(key, secret, session);
    this.trackingKey = trackingKey;
    this.stage = stage;
  }

  /** The waybill number of that order's parcel; empty when none was asked for. */
  public Optional<String> waybill(String order) {
    return Optional.ofNullable(byOrder.get(order)).map(Parcel::number);
  }

  /** Leaves a parcel where it is, since that time. */
  public void strand(String number, String place, Instant since) {
    parcel(number).strand(place, since);
  }

  private Parcel parcel(String number) {
    Parcel parcel = byNumber.get(number);
    if (parcel == null) {
      throw new IllegalArgumentException(number);
    }
    return parcel;
  }

  @Override
  public JsonNode answer(Asked asked) {
    return switch (asked.path()) {
      case "/router/rest" -> {
        JsonNode refusal = gateway.refusal(asked.parameters(), asked.now()).orElse(null);
        boolean known = "cainiao.waybill.ii.get".equals(asked.parameters().get("method"));
        yield refusal != null
            ? refusal
            : known ? waybill(asked.parameters(), asked.now()) : TopGateway.noMethod();
      }
      case "/poll/query.do" -> track(asked.parameters(), asked.now());
      default -> TopGateway.noMethod();
    };
  }

  private JsonNode waybill(Map<String, String> parameters, Instant now) {
    JsonNode wish = read(parameters.get("param_waybill_cloud_print_apply_new_request"));
    JsonNode parcels = wish.path("trade_order_info_dtos");
    if (wish.path("cp_code").asText("").isEmpty() || parcels.isEmpty() || parcels.size() > 10) {
      return TopGateway.no(41, "Invalid Arguments", "isv.invalid-parameter", "cp_code, orders");
    }
    ObjectNode root = Json.MAPPER.createObjectNode();
    ArrayNode given =
        root.putObject("cainiao_waybill_ii_get_response")
            .putObject("modules")
            .putArray("waybill_cloud_print_response");
    for (JsonNode parcel : parcels) {
      JsonNode to = parcel.path("recipient");
      if (to.at("/address/detail").asText("").isBlank() || to.path("name").asText("").isBlank()) {
        return TopGateway.no(
            15, "Remote service error", "isv.receiver-address-incomplete", "收件人姓名或地址不完整");
      }
      String order = parcel.at("/order_info/trade_order_list/0").asText();
      // the same order again gets the same number, as a carrier's repeated answer would
      Parcel made = byOrder.computeIfAbsent(order, o -> parcel(to, now));
      given
          .addObject()
          .put("object_id", parcel.path("object_id").asText())
          .put("waybill_code", made.number())
          .put("cp_code", wish.path("cp_code").asText());
    }
    return root;
  }

  /** A number says when it was given, so that a parcel is known again after a new start. */
  private Parcel parcel(JsonNode to, Instant now) {
    long time = last.updateAndGet(before -> Math.max(before + 1, now.toEpochMilli()));
    Parcel made = new Parcel("YT" + time, to.at("/address/city").asText(""), now, stage);
    byNumber.put(made.number(), made);
    return made;
  }

  private @Nullable Parcel known(String number, Instant now) {
    Parcel parcel = byNumber.get(number);
    if (parcel == null && number.matches("YT\\d{13}")) {
      Instant since = Instant.ofEpochMilli(Long.parseLong(number.substring(2)));
      return since.isAfter(now) ? null : new Parcel(number, "", since, stage);
    }
    return parcel;
  }

  private JsonNode track(Map<String, String> form, Instant now) {
    String param = form.getOrDefault("param", "");
    String sign = Digests.md5(param + trackingKey.get() + CUSTOMER).toUpperCase(Locale.ROOT);
    if (!CUSTOMER.equals(form.get("customer")) || !sign.equals(form.get("sign"))) {
      return no("503", "验证签名失败");
    }
    JsonNode wish = read(param);
    Parcel parcel = known(wish.path("num").asText(), now);
    if (parcel == null) {
      return no("500", "查询无结果，请隔段时间再查");
    }
    return parcel.tell(wish.path("com").asText(), now);
  }

  private static JsonNode no(String code, String message) {
    return Json.MAPPER
        .createObjectNode()
        .put("result", false)
        .put("returnCode", code)
        .put("message", message);
  }

  private static JsonNode read(String json) {
    try {
      return Json.MAPPER.readTree(json == null ? "" : json);
    } catch (JsonProcessingException e) {
      return Json.MAPPER.createObjectNode();
    }
  }
}
