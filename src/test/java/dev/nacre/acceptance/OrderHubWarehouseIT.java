package dev.nacre.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scenarios of the order hub about the queue of a warehouse. */
class OrderHubWarehouseIT {
  @RegisterExtension static final Hub HUB = new Hub();

  private static String paid(String warehouse, Duration ago, String more) {
    return Hub.id(
        HUB.order(
            "web",
            "\"warehouse\":\"%s\",\"paid_at\":\"%s\",\"lines\":[%s]%s"
                .formatted(warehouse, Instant.now().minus(ago), Hub.line(Hub.some("D"), 1), more)));
  }

  private static JsonNode queue(String who) {
    String filter =
        "{\"all\":[{\"field\":\"warehouse.staff\",\"op\":\"eq\",\"value\":{\"expr\":\"user.id\"}},"
            + "{\"field\":\"status\",\"op\":\"in\",\"value\":[\"paid\",\"picking\"]}]}";
    HttpResponse<String> answer =
        HUB.nacre()
            .get(
                Hub.records("order")
                    + "?sort=-urgent,promised_by,paid_at&filter="
                    + RunningNacre.encode(filter),
                who);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return RunningNacre.json(answer).path("records");
  }

  @Test
  void D1_a_paid_order_is_in_the_queue_of_its_warehouse_within_seconds() {
    String keeper = HUB.account("d1.keeper", "warehouse");
    String warehouse = HUB.warehouse(",\"staff\":\"d1.keeper\"");
    String sku = Hub.some("D1");
    HUB.create(
        "stock",
        "{\"product\":\"%s\",\"warehouse\":\"%s\",\"shelf\":\"D-07-3\",\"available\":9}"
            .formatted(HUB.product(sku), warehouse));
    Instant before = Instant.now();
    String order = HUB.paid(warehouse, Hub.line(sku, 2));
    HUB.until("order", order, "goods", "held");
    Hub.soon().until(() -> HUB.told(order).toString().contains("d1.keeper: "));
    JsonNode queued = HUB.get("order", order);
    assertThat(Duration.between(before, Instant.parse(queued.path("queued_at").asText())))
        .as("first response")
        .isLessThan(Duration.ofSeconds(10));
    assertThat(queue(keeper)).extracting(Hub::id).containsExactly(order);

    HttpResponse<String> list =
        HUB.nacre().get(Hub.records("order") + "/" + order + "/print/picking", keeper);
    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(list.headers().firstValue("Content-Type").orElse("")).contains("pdf");
  }

  @Test
  void D7_urgent_orders_come_first_then_what_was_promised_first() {
    String keeper = HUB.account("d7.keeper", "warehouse");
    String warehouse = HUB.warehouse(",\"staff\":\"d7.keeper\",\"cutoff\":\"00:00\"");
    String late = paid(warehouse, Duration.ofHours(1), "");
    String first = paid(warehouse, Duration.ofHours(5), "");
    String urgent = paid(warehouse, Duration.ofMinutes(1), ",\"urgent\":true");
    assertThat(queue(keeper)).extracting(Hub::id).containsExactly(urgent, first, late);
    JsonNode view =
        HUB.read(Hub.APP + "/draft/forms/order.json")
            .path("views")
            .valueStream()
            .filter(v -> v.path("id").asText().equals("queue"))
            .findFirst()
            .orElseThrow();
    assertThat(view.path("sort").toString()).isEqualTo("[\"-urgent\",\"promised_by\",\"paid_at\"]");
  }

  @Test
  void D5_half_an_hour_without_a_step_is_told_and_an_hour_needs_a_person() {
    HUB.account("d5.keeper", "warehouse");
    String warehouse = HUB.warehouse(",\"staff\":\"d5.keeper\",\"mail\":\"boss@example.com\"");
    String fresh = paid(warehouse, Duration.ofMinutes(29), "");
    String half = paid(warehouse, Duration.ofMinutes(31), "");
    String hour = paid(warehouse, Duration.ofMinutes(61), "");
    String moving = paid(warehouse, Duration.ofMinutes(61), ",\"tracking_no\":\"YT1\"");
    HUB.until("order", hour, "needs_person", "true");
    HUB.until(() -> HUB.outgoing("mail", half).isEmpty() ? null : true);
    assertThat(HUB.outgoing("mail", half).toString()).contains("boss@example.com");
    assertThat(HUB.outgoing("wecom", half).toString()).contains("/app/order_hub/record/order/");
    Hub.soon().until(() -> HUB.told(half).toString().contains("d5.keeper: "));
    assertThat(HUB.get("order", half).path("needs_person").asBoolean()).isFalse();
    assertThat(HUB.outgoing("mail", fresh)).isEmpty();
    assertThat(HUB.get("order", moving).path("needs_person").asBoolean()).isFalse();

    JsonNode picked = HUB.change("order", hour, "{\"status\":\"picking\"}");
    assertThat(picked.path("needs_person").asBoolean()).as("somebody took it up").isFalse();
  }
}
