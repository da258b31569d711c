package dev.nacre.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scenario H1 of the order hub: tickets that open, escalate and count by themselves. */
class OrderHubTogetherIT {
  @RegisterExtension static final Hub HUB = new Hub();

  private static JsonNode ticket(String more) {
    return HUB.create("ticket", "{\"subject\":\"%s\"%s}".formatted(Hub.some("H1"), more));
  }

  @Test
  void H1_low_stock_opens_one_warning() {
    String name = Hub.some("H1");
    JsonNode shelf = HUB.stock(HUB.warehouse(), HUB.product(name), "\"available\":9,\"safety\":5");
    HUB.change("stock", Hub.id(shelf), "{\"available\":4}");
    HUB.until("stock", Hub.id(shelf), "warned", "true");
    HUB.change("stock", Hub.id(shelf), "{\"available\":3}");
    String condition =
        "{\"field\":\"subject\",\"op\":\"starts_with\",\"value\":\"%s\"}".formatted(name);
    HUB.until(() -> HUB.find("ticket", condition).isEmpty() ? null : true);
    assertThat(HUB.find("ticket", condition)).hasSize(1);
  }

  @Test
  void H1_another_invoice_title_is_work_for_support_and_finance() {
    String finance = HUB.account("h1.books", "finance");
    JsonNode order =
        HUB.order(
            "web", "\"invoice_title\":\"旧名\",\"lines\":[%s]".formatted(Hub.line("HM-3005", 1)));
    HUB.change("order", Hub.id(order), "{\"invoice_title\":\"青瓷商贸有限公司\",\"tax_no\":\"9133\"}");
    List<JsonNode> tickets =
        HUB.until(
            () -> {
              List<JsonNode> now = HUB.linked("ticket", "order", Hub.id(order));
              return now.size() == 2 ? now : null;
            });
    assertThat(tickets)
        .extracting(t -> t.path("team").asText())
        .containsExactlyInAnyOrder("support", "finance");
    assertThat(tickets).allMatch(t -> t.path("kind").asText().equals("cooperation"));
    assertThat(HUB.nacre().get(Hub.records("ticket") + "?limit=500", finance).body())
        .contains("重开发票：" + order.path("order_no").asText())
        .doesNotContain("告知客户：" + order.path("order_no").asText());
  }

  @Test
  void H1_an_overdue_ticket_escalates() {
    JsonNode ticket = ticket(",\"priority\":\"normal\",\"owner\":\"admin\"");
    assertThat(ticket.path("answer_at").asText()).isNotEmpty();
    HUB.start("ticket_overdue", Hub.id(ticket));
    JsonNode up = HUB.until("ticket", Hub.id(ticket), "priority", "high");
    assertThat(up.path("escalated").asInt()).isOne();
  }

  @Test
  void H1_who_solves_a_ticket_earns_points_once_and_half_when_it_was_late() {
    JsonNode quick = ticket(",\"priority\":\"high\",\"owner\":\"admin\"");
    HUB.change("ticket", Hub.id(quick), "{\"state\":\"solved\",\"answer\":\"ok\"}");
    JsonNode points = points(Hub.id(quick));
    assertThat(points.path("who").asText()).isEqualTo("admin");
    Hub.assertNumber(points, "/points").isEqualByComparingTo("3");
    HUB.change("ticket", Hub.id(quick), "{\"state\":\"working\"}");
    HUB.change("ticket", Hub.id(quick), "{\"state\":\"solved\"}");

    JsonNode late = ticket(",\"priority\":\"normal\"");
    HUB.start("ticket_overdue", Hub.id(late));
    HUB.until("ticket", Hub.id(late), "escalated", "1");
    HUB.change("ticket", Hub.id(late), "{\"state\":\"solved\",\"answer\":\"ok\"}");
    Hub.assertNumber(points(Hub.id(late)), "/points").isEqualByComparingTo("1.5");
    assertThat(HUB.linked("point", "ticket", Hub.id(quick))).hasSize(1);
  }

  private static JsonNode points(String ticket) {
    return HUB.until(() -> HUB.linked("point", "ticket", ticket).stream().findFirst().orElse(null));
  }

  @Test
  void H1_a_solved_urgent_complaint_is_reviewed() {
    JsonNode grave = ticket(",\"kind\":\"complaint\",\"priority\":\"urgent\"");
    HUB.change("ticket", Hub.id(grave), "{\"state\":\"solved\",\"answer\":\"ok\"}");
    JsonNode review =
        HUB.until(
            () -> HUB.linked("ticket", "about", Hub.id(grave)).stream().findFirst().orElse(null));
    assertThat(review.path("kind").asText()).isEqualTo("review");
    assertThat(review.path("team").asText()).isEqualTo("manager");
  }
}
