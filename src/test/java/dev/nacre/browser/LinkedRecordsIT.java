package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A record and what links to it. */
class LinkedRecordsIT {
  @RegisterExtension static final Stage STAGE = new Stage();

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
    assertThat(tickets).containsText("None yet");

    tickets.locator(".head a").click();
    assertThat(page).hasURL(Pattern.compile("/new/ticket"));
    page.locator("[data-field=subject] input").fill("Where is my parcel");
    page.locator("#save-record").click();
    assertThat(page).hasURL(Pattern.compile("/record/ticket/"));
    page.locator(".nacre-read [data-field=order] a").click();

    assertThat(page).hasURL(Pattern.compile("/record/order/" + order));
    assertThat(tickets.locator(".line")).containsText("Where is my parcel");
  }
}
