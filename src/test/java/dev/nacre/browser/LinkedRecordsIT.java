package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A record and what links to it. */
class LinkedRecordsIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  private static final Map<String, String> VISITS =
      Map.of(
          "app.json",
          """
          {"schemaVersion": 1, "id": "visits", "version": "1.0.0", "name": "Visits",
           "timeZone": "Asia/Shanghai", "currency": "CNY", "menu": [{"label": "Visits", "items": [{"form": "visit"}]}]}\
          """,
          "forms/place.json",
          """
          {"id": "place", "titleField": "name", "fields": [
            {"id": "name", "type": "text", "required": true}, {"id": "open", "type": "boolean"}]}\
          """,
          "forms/visit.json",
          """
          {"id": "visit", "titleField": "note", "fields": [
            {"id": "note", "type": "text"},
            {"id": "places", "type": "links", "settings": {"form": "place",
              "filter": {"field": "open", "op": "eq", "value": true}}}]}\
          """);

  @Test
  void makesATicketFromTheOrderThatItIsAboutAndFindsItThereAgain() {
    String order =
        STAGE.record(
            "order",
            """
            {"order_no": "LINKED-%s", "channel": "web", "status": "unpaid",
             "lines": [{"sku": "HM-3004", "qty": 1, "price": 58}]}\
            """
                .formatted(UUID.randomUUID()));
    Page page = STAGE.open("/app/order_hub/record/order/" + order, "support");
    Locator tickets = page.locator("[data-linked=ticket]");
    assertThat(tickets).hasText("Ticket");

    tickets.click();
    assertThat(page).hasURL(Pattern.compile("/new/ticket"));
    page.locator("[data-field=subject] input").fill("Where is my parcel");
    page.locator("#save-record").click();
    assertThat(page).hasURL(Pattern.compile("/record/ticket/"));
    page.locator(".nacre-read [data-field=order] a").click();

    assertThat(page).hasURL(Pattern.compile("/record/order/" + order));
    assertThat(tickets.locator(".line")).containsText("Where is my parcel");
  }

  @Test
  void makesTheCustomerOfAnOrderWithoutLeavingTheOrder() {
    String name = "Ann " + UUID.randomUUID();
    Page page = STAGE.open("/app/order_hub/new/order", "sales");
    Locator number = page.locator(".nacre-edit [data-field=order_no] input");
    Locator customer = page.locator(".nacre-edit [data-field=customer] input");
    Locator dialog = page.locator(".nacre-new-record");
    number.fill("PLACE-" + name);
    customer.fill(name);
    fresh(page).click();
    assertThat(dialog.locator("[data-field=name] input")).hasValue(name);
    dialog.locator("[data-field=phone] input").fill("12");
    page.locator("#save-linked").click();
    assertThat(dialog.locator("[data-field=phone]")).hasAttribute("invalid", Pattern.compile(".*"));
    dialog.locator("[data-field=phone] input").fill("13900139000");
    Stage.picture(page, "new-in-place");
    page.locator("#save-linked").click();

    assertThat(dialog).hasCount(0);
    assertThat(customer).hasValue(name);
    customer.fill("Somebody else");
    fresh(page).click();
    assertThat(dialog.locator("[data-field=name] input")).hasValue("Somebody else");
    // before the keys are the dialog's, Escape would be for the list of customers
    assertThat(dialog.locator("[data-field=external_no] input")).isFocused();
    page.keyboard().press("Escape");
    assertThat(dialog).hasCount(0);
    assertThat(customer).hasValue(name);
    assertThat(number).hasValue("PLACE-" + name);
  }

  @Test
  void leavesTheNumberToTheSavingWhateverWasTypedIntoTheLink() {
    Page page = STAGE.open("/app/order_hub/new/refund", "support");
    page.locator(".nacre-edit [data-field=after_sales] input").fill("Broken cup");
    fresh(page).click();
    Locator number = page.locator(".nacre-new-record [data-field=case_no]");
    assertThat(number).containsText("Given when saved");
    assertThat(number).not().containsText("Broken cup");
  }

  @Test
  void choosesNothingThatTheLinkDoesNotOffer() {
    STAGE.install(VISITS);
    Page page = STAGE.open("/app/visits/new/visit");
    Locator places = page.locator(".nacre-edit [data-field=places]");
    Locator dialog = page.locator(".nacre-new-record");
    places.locator("input").fill("Shed");
    fresh(page).click();
    assertThat(dialog.locator("[data-field=name] input")).hasValue("Shed");
    Locator open = dialog.locator("[data-field=open] input");
    assertThat(open).isChecked();
    open.uncheck();
    page.locator("#save-linked").click();
    assertThat(page.locator("vaadin-notification-card")).containsText("Shed is saved, but");
    assertThat(places.locator("vaadin-multi-select-combo-box-chip").first()).not().isVisible();

    places.locator("input").fill("Barn");
    fresh(page).click();
    page.locator("#save-linked").click();
    assertThat(dialog).hasCount(0);
    page.locator("#save-record").click();
    assertThat(page.locator(".nacre-read [data-field=places]")).containsText("Barn");
    assertThat(page.locator(".nacre-read [data-field=places]")).not().containsText("Shed");
  }

  private static Locator fresh(Page page) {
    return page.locator(".nacre-fresh:visible");
  }
}
