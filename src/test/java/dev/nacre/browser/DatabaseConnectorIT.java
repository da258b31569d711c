package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.nacre.acceptance.RunningNacre;
import dev.nacre.connector.database.TestMariaDb;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An ops person reads the stock table of an old system, from an empty page to records. */
class DatabaseConnectorIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @RegisterExtension static final Stage STAGE = new Stage();

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final String sku = "OLD-" + run;

  private void theOldSystem() {
    TestMariaDb.run(
        "CREATE OR REPLACE USER reader@'127.0.0.1' IDENTIFIED BY 'blue:door''7'",
        "GRANT SELECT ON test.* TO reader@'127.0.0.1'",
        "CREATE OR REPLACE TABLE stock (item VARCHAR(40), depot VARCHAR(10) CHARACTER SET utf8mb4,"
            + " place VARCHAR(20), pieces INT)",
        "INSERT INTO stock VALUES ('" + sku + "', 'HZ', 'A-" + run + "', 41)",
        "INSERT INTO stock VALUES ('" + sku + "', 'GZ', 'C-" + run + "', 7)");
    STAGE.record(
        "product", "{\"sku\": \"%s\", \"name\": \"Old %1$s\", \"price\": 5}".formatted(sku));
  }

  @Test
  void bringsTheStockOfAnotherDatabaseInAsRecords() {
    theOldSystem();
    Page page = STAGE.open("/designer/order_hub");
    Designing.create(page, "connectors", "Old stock");

    Designing.pick(page, page.locator("[data-property='/kind']"), "Database");
    assertThat(page.locator("[data-property='/settings/engine'] input")).hasValue("mariadb");
    Designing.write(page, "/settings/host", "127.0.0.1");
    Designing.write(page, "/settings/port", String.valueOf(TestMariaDb.port()));
    Designing.write(page, "/settings/name", "test");
    Designing.write(page, "/settings/user", "reader");
    Designing.pick(page, page.locator("[data-property='/settings/security']"), "none");
    page.locator("[data-property='/settings/password'] input[type=checkbox]").check();
    Locator secret =
        page.locator("[data-property='/settings/password'] [data-setting=secret] input");
    secret.fill("old_password");
    secret.press("Tab");
    Designing.write(page, "/operations/0/id", "stock");
    Designing.write(page, "/operations/0/table", "stock");

    keepSecret(page, "not-it");
    page.locator("[data-action=try]").click();
    assertThat(page.locator(".nd-try-problem")).containsText("Access denied");
    keepSecret(page, "blue:door'7");
    page.locator("[data-action=try]").click();
    assertThat(page.locator(".nd-try-count")).hasText("2 payloads came.");

    page.locator("[data-action=add-mapping]").click();
    Designing.pick(page, page.locator("[data-ingest=form]"), "Stock");
    assertThat(page.locator("[data-target=product]")).isVisible();
    for (String column : new String[] {"item", "depot", "place", "pieces"}) {
      assertThat(page.locator("[data-source='/" + column + "']")).isVisible();
    }
    map(page, "item", "product");
    assertThat(page.locator("[data-target=product] .nd-target-by")).containsText("SKU");
    map(page, "depot", "warehouse");
    map(page, "place", "shelf");
    map(page, "pieces", "available");
    for (String key : new String[] {"Product", "Warehouse"}) {
      page.locator("[data-ingest=key] input").fill(key);
      page.locator("vaadin-multi-select-combo-box-item:not([hidden])").getByText(key).click();
      assertThat(page.locator("[data-ingest=key] [slot=chip][title=" + key + "]")).isVisible();
    }
    page.locator("[data-ingest=key] input").press("Escape");
    Locator every = page.locator("[data-ingest=every] input").first();
    every.fill("1");
    every.press("Tab");
    assertThat(page.locator("[data-outcome=created]")).isVisible();
    assertThat(page.locator("[data-target=available] .nd-target-value").first()).hasText("41");
    assertThat(page.locator(".nd-problems")).containsText("Nothing is wrong");
    Stage.picture(page, "database-connector");
    Designing.publish(page);

    await().atMost(PATIENCE).until(() -> stock("HZ") == 41 && stock("GZ") == 7);
    page.navigate("/app/order_hub/list/stock/all?q=A-" + run);
    Locator rows = page.locator(".nacre-grid");
    assertThat(rows).containsText("Old " + sku);
    assertThat(rows).containsText("A-" + run);

    // sold there in the meantime: the same record, asked for at once
    TestMariaDb.run("UPDATE stock SET pieces = 39 WHERE depot = 'HZ'");
    page.navigate("/app/order_hub/traffic/connections");
    Locator connection = page.locator("[data-connection=old_stock]");
    assertThat(connection.locator(".state")).hasText("Ready");
    connection.locator("[data-action=poll-now]").click();
    await().atMost(PATIENCE).until(() -> stock("HZ") == 39);
    assertThat(lines()).hasSize(2);
    page.navigate("/designer/order_hub/connectors/old_stock.json");
    assertThat(page.locator(".nd-polls")).containsText("stock: 2 payloads at the last run");
  }

  private JsonNode lines() {
    String filter = "{\"field\": \"product.sku\", \"op\": \"eq\", \"value\": \"" + sku + "\"}";
    return STAGE
        .get(
            "/apps/order_hub/forms/stock/records?expand=warehouse&filter="
                + RunningNacre.encode(filter))
        .path("records");
  }

  private int stock(String warehouse) {
    for (JsonNode line : lines()) {
      if (line.at("/warehouse/code").asText().equals(warehouse)) {
        return line.path("available").asInt();
      }
    }
    return -1;
  }

  private static void keepSecret(Page page, String value) {
    page.locator("[data-secret=old_password] vaadin-button").click();
    page.locator("vaadin-password-field input").fill(value);
    page.locator("[data-action=keep-secret]").click();
    assertThat(page.locator("vaadin-dialog[opened]")).hasCount(0);
    assertThat(page.locator(".nd-secret-set[data-secret=old_password]")).isVisible();
  }

  private static void map(Page page, String column, String field) {
    page.locator("[data-source='/" + column + "']").click();
    assertThat(page.locator(".nd-picked[data-source='/" + column + "']")).isVisible();
    // lots have columns of the same names, further down
    Locator target = page.locator("[data-target=" + field + "]").first();
    target.locator(".nd-target-name").click();
    assertThat(target.locator("vaadin-text-field input").first()).hasValue("/" + column);
  }
}
