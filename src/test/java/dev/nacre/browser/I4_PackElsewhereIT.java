package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import dev.nacre.acceptance.RunningNacre;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** I4: a consultant takes the hub from one installation to an empty one, where it runs. */
class I4_PackElsewhereIT {
  private static final String ORDERS = "/api/v1/apps/order_hub/forms/order/records";

  @RegisterExtension static final Stage STAGE = new Stage();

  @TempDir private Path folder;

  @Test
  void i4_anAppLeavesOneNacreAndRunsInAnother() {
    Page here = STAGE.open("/designer/order_hub/versions");
    Download download = here.waitForDownload(() -> here.locator("[data-action=export]").click());
    Path pack = folder.resolve(download.suggestedFilename());
    download.saveAs(pack);

    try (RunningNacre other = RunningNacre.empty(folder.resolve("data"))) {
      assertThat(other.pack("check", pack.toString()))
          .satisfies(said -> assertThat(said.code()).as(said.text()).isZero());
      assertThat(apps(other)).as("a check installs nothing").isEmpty();

      Page there = STAGE.open(other, "/designer");
      there.locator("vaadin-upload input[type=file]").setInputFiles(pack);
      assertThat(there.locator("vaadin-dialog")).containsText("would change");
      there.locator("[data-action=install-now]").click();
      assertThat(there.locator("[data-app=order_hub]")).containsText("Version 1");

      String order = order(other);
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(
                          RunningNacre.json(other.get(ORDERS + "/" + order + "?expand=warehouse"))
                              .at("/warehouse/code")
                              .asText())
                      .isEqualTo("HZ"));

      assertThat(other.pack("import", pack.toString()))
          .satisfies(
              said -> {
                assertThat(said.code()).isOne();
                assertThat(said.text()).contains("Nothing has changed");
              });
      Path again = folder.resolve("again");
      assertThat(other.pack("export", "order_hub", again.toString()).code()).isZero();
      assertThat(STAGE.nacre().pack("diff", again.toString()))
          .satisfies(said -> assertThat(said.code()).as(said.text()).isZero());
    }
  }

  private static JsonNode apps(RunningNacre nacre) {
    return RunningNacre.json(nacre.get("/api/v1/apps")).path("apps");
  }

  private static String order(RunningNacre nacre) {
    var answer =
        nacre.post(
            ORDERS,
            """
            {"order_no": "ELSEWHERE-1", "channel": "web", "status": "paid", "province": "浙江省",
             "address": "1 West Lake Road", "lines": [{"sku": "A", "name": "Cup", "qty": 1}]}
            """);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return RunningNacre.json(answer).path("id").asText();
  }
}
