package dev.nacre.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scenarios of the order hub in which it matters what was there before. */
class OrderHistoryIT {
  @RegisterExtension static final SharedNacre SHARED = new SharedNacre();

  private static final String FORMS = "/api/v1/apps/order_hub/forms/";
  private static final String MADE = FORMS + "made_order/records";
  private static final String ORDERS = FORMS + "order/records";

  private static JsonNode get(String path) {
    HttpResponse<String> answer = SHARED.nacre().get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return RunningNacre.json(answer);
  }

  private static String create(String records, String json) {
    HttpResponse<String> made = SHARED.nacre().post(records, json);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return RunningNacre.json(made).path("id").asText();
  }

  private static String order(String number) {
    return create(
        ORDERS,
        "{\"order_no\":\""
            + number
            + "\",\"channel\":\"offline\",\"discount\":20,\"freight\":12,\"promotions\":\"满 200 减"
            + " 20\",\"lines\":[{\"sku\":\"AC-1\",\"qty\":3,\"price\":68.5},"
            + "{\"sku\":\"AC-2\",\"qty\":1,\"price\":30}]}");
  }

  private static ObjectNode job(String records, String body) {
    HttpResponse<String> begun = SHARED.nacre().post(records + ":bulk", body);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    return finished(RunningNacre.json(begun).path("id").asText());
  }

  private static ObjectNode finished(String job) {
    return (ObjectNode)
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> get("/api/v1/apps/order_hub/jobs/" + job),
                now -> !now.path("state").asText().equals("running"));
  }

  @Test
  void e2_every_change_of_a_made_to_order_order_is_a_snapshot_with_its_reason() {
    String id =
        create(
            MADE,
            "{\"customer\":\"林月\",\"parts\":[{\"part\":\"窗帘\",\"size\":\"280\",\"qty\":2,\"list_price\":468}]}");
    HttpResponse<String> silent = SHARED.nacre().patch(MADE + "/" + id, "{\"customer\":\"林越\"}");
    assertThat(silent.statusCode()).isEqualTo(422);
    assertThat(RunningNacre.json(silent).at("/problems/0/code").asText())
        .isEqualTo("note_required");
    assertThat(RunningNacre.json(silent).at("/problems/0/pointer").asText()).isEqualTo("/note");

    String sheet = get(MADE + "/" + id + "/history").at("/changes/0/checksum").asText();
    assertThat(get(MADE + ":version?checksum=" + sheet).path("valid").asBoolean()).isTrue();
    HttpResponse<String> said =
        SHARED
            .nacre()
            .patch(
                MADE + "/" + id + "?note=" + RunningNacre.encode("尺寸改了，重新下料，晚三天"),
                "{\"promised\":\"2030-01-05\"}");
    assertThat(said.statusCode()).as(said.body()).isEqualTo(200);

    JsonNode newest = get(MADE + "/" + id + "/history").at("/changes/0");
    assertThat(newest.path("version").asInt()).isEqualTo(2);
    assertThat(newest.path("by").asText()).isEqualTo("admin");
    assertThat(newest.path("note").asText()).isEqualTo("尺寸改了，重新下料，晚三天");
    assertThat(newest.at("/after/promised").asText()).isEqualTo("2030-01-05");
    JsonNode old = get(MADE + ":version?checksum=" + sheet.substring(0, 16));
    assertThat(old.path("valid").asBoolean()).isFalse();
    assertThat(old.path("newestVersion").asInt()).isEqualTo(2);
    assertThat(old.at("/values/promised").isNull()).isTrue();

    HttpResponse<String> print = SHARED.nacre().get(MADE + "/" + id + "/print/work_sheet");
    assertThat(print.statusCode()).isEqualTo(200);
    HttpResponse<String> back = SHARED.nacre().post(MADE + "/" + id + "/restore?version=1", "");
    assertThat(back.statusCode()).isEqualTo(422);
    back = SHARED.nacre().post(MADE + "/" + id + "/restore?version=1&note=back", "");
    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
    assertThat(get(MADE + "/" + id + "/compare?from=1&to=3").path("changes")).isEmpty();
  }

  @Test
  void b4_a_checksum_replays_how_a_price_came_about_step_by_step() {
    String id = order("B4-" + UUID.randomUUID());
    String checksum = get(ORDERS + "/" + id + "/history").at("/changes/0/checksum").asText();
    HttpResponse<String> changed =
        SHARED.nacre().patch(ORDERS + "/" + id, "{\"discount\":0,\"promotions\":null}");
    assertThat(changed.statusCode()).isEqualTo(200);

    JsonNode then = get(ORDERS + ":version?checksum=" + checksum.substring(0, 12));
    assertThat(then.path("intact").asBoolean()).isTrue();
    assertThat(then.at("/values/promotions").asText()).isEqualTo("满 200 减 20");
    assertThat(then.path("calculation"))
        .extracting(
            step ->
                step.path("field").asText()
                    + " = "
                    + step.path("formula").asText()
                    + " = "
                    + step.path("recorded").decimalValue().stripTrailingZeros().toPlainString())
        .containsExactly(
            "amount = qty * price = 205.5",
            "amount = qty * price = 30",
            "amount = sum(lines, 'amount') = 235.5",
            "payable = amount - coalesce(discount, 0) + coalesce(freight, 0) = 227.5",
            "eligible = sum(lines, 'if(flash, 0, amount)') = 235.5",
            "settled = sum(lines, 'qty * coalesce(settlement, price)') = 235.5",
            "price_gap = amount - settled = 0",
            "split = count(lines, 'not(isEmpty(ship_from)) && ship_from != record.warehouse') > 0"
                + " = 0");
    assertThat(then.path("calculation")).allMatch(step -> step.path("agrees").asBoolean());
    assertThat(then.at("/calculation/3/inputs"))
        .extracting(input -> input.path("name").asText() + "=" + input.path("value").asInt())
        .containsExactly("amount=235", "discount=20", "freight=12");
    assertThat(SHARED.nacre().get(ORDERS + ":version?checksum=" + "0".repeat(16)).statusCode())
        .isEqualTo(404);
  }

  @Test
  void i6_deleting_an_order_keeps_its_after_sales_records_and_can_be_taken_back() {
    String number = "I6-" + UUID.randomUUID();
    String id = order(number);
    String ticket =
        create(
            FORMS + "ticket/records",
            "{\"subject\":\"杯口有裂纹\",\"kind\":\"complaint\",\"order\":\"" + id + "\"}");
    ObjectNode deleted = job(ORDERS, "{\"do\":\"delete\",\"ids\":[\"" + id + "\"]}");
    assertThat(deleted.path("updated").asInt()).isEqualTo(1);
    assertThat(SHARED.nacre().get(ORDERS + "/" + id).statusCode()).isEqualTo(404);
    assertThat(get(FORMS + "ticket/records/" + ticket).path("order").asText()).isEqualTo(id);

    String gone =
        RunningNacre.encode("{\"field\":\"order_no\",\"op\":\"eq\",\"value\":\"" + number + "\"}");
    assertThat(get(ORDERS + "?filter=" + gone).path("records")).isEmpty();
    assertThat(get(ORDERS + "?deleted=true&filter=" + gone).at("/records/0/id").asText())
        .isEqualTo(id);
    HttpResponse<String> undo =
        SHARED
            .nacre()
            .post("/api/v1/apps/order_hub/jobs/" + deleted.path("id").asText() + "/undo", "");
    assertThat(undo.statusCode()).isEqualTo(202);
    assertThat(finished(RunningNacre.json(undo).path("id").asText()).path("failed").asInt())
        .isZero();
    assertThat(get(ORDERS + "/" + id).path("payable").asDouble()).isEqualTo(227.5);
  }

  @Test
  void many_records_are_tried_first_and_told_row_by_row() {
    String tag = "BULK" + UUID.randomUUID().toString().substring(0, 8);
    for (int i = 0; i < 3; i++) {
      String id = order(tag + "-" + i);
      SHARED.nacre().patch(ORDERS + "/" + id, "{\"tags\":\"" + tag + "\"}");
    }
    String which = "\"filter\":{\"field\":\"tags\",\"op\":\"eq\",\"value\":\"" + tag + "\"}";
    String wish = "{\"do\":\"update\"," + which + ",\"set\":{\"discount\":1000}}";
    HttpResponse<String> seen = SHARED.nacre().post(ORDERS + ":bulk?preview=2", wish);
    assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
    JsonNode preview = RunningNacre.json(seen);
    assertThat(preview.path("count").asInt()).isEqualTo(3);
    assertThat(preview.at("/rows/0/problems/0/message").asText()).contains("discount");
    ObjectNode refused = job(ORDERS, wish);
    assertThat(refused.path("failed").asInt()).isEqualTo(3);
    String rows = "/api/v1/apps/order_hub/jobs/" + refused.path("id").asText() + "/rows";
    assertThat(get(rows + "?limit=2").path("next").asText()).isEqualTo("2");
    assertThat(SHARED.nacre().post(ORDERS + ":bulk", "{\"do\":\"delete\"}").statusCode())
        .isEqualTo(422);
  }
}
