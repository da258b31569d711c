package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import dev.nacre.acceptance.RunningNacre;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkflowDesignerIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  /** East China ships from Hangzhou, else from Guangzhou; nobody writes a line of code. */
  @Test
  void c1_routesTheOrdersOfAnAppThatWasBuiltFromBlank() {
    Page page = STAGE.open("/");
    install(
        page,
        """
        {"schemaVersion": 1, "id": "routing", "version": "1.0.0", "name": "Routing"}\
        """);
    page.navigate("/designer/routing");

    create(page, "forms", "Parcel");
    page.locator("[data-type=text]").click();
    name(page, "Text", "Province");
    page.locator("[data-type=choice]").click();
    name(page, "Choice", "Ships from");
    option(page, 0, "Hangzhou");
    option(page, 1, "Guangzhou");

    create(page, "workflows", "Route");
    page.locator("[data-step=done]").click();
    page.keyboard().press("Delete");
    assertThat(page.locator("[data-step=done]")).hasCount(0);
    page.locator(".nd-gap-first .nd-gap-add").click();
    page.locator("[data-add=branch]").click();
    assertThat(page.locator("[data-step=branch]")).isVisible();

    page.locator("[data-condition=add]").click();
    pick(page, page.locator(".nd-condition-row [data-picker=field]"), "Province");
    page.locator(".nd-condition-row vaadin-select").click();
    page.locator("vaadin-select-item").getByText("is any of").click();
    assertThat(page.locator(".nd-lane-label").first()).containsText("is any of");
    Locator words = page.locator(".nd-condition-value input");
    words.fill("浙江，江苏，上海");
    words.press("Enter");
    assertThat(page.locator(".nd-lane-label").first()).containsText("浙江");

    setStep(page, "branch/cases/0/steps:", "update", "Hangzhou");
    setStep(page, "branch/else:", "update_2", "Guangzhou");
    assertThat(page.locator(".nd-problems")).containsText("Nothing is wrong");
    page.locator("[data-step=branch]").click();
    assertThat(page.locator(".nd-condition-row")).isVisible();

    publish(page);
    shipsFrom(page, "江苏", "Hangzhou");
    shipsFrom(page, "广东", "Guangzhou");
  }

  @Test
  void movesStepsByDraggingAndByKeys() {
    Page page = STAGE.open("/designer/order_hub/workflows/route_order.json");
    assertThat(page.locator("[data-lane='choose/cases/0/steps'] [data-step=east]")).isVisible();
    Stage.picture(page, "workflow-designer");

    page.locator("[data-step=cutoff]").dragTo(page.locator("[data-gap='choose/else:']"));
    assertThat(page.locator("[data-lane='choose/else'] [data-step=cutoff]")).isVisible();

    page.locator("[data-step=cutoff]").press("Alt+ArrowUp");
    assertThat(page.locator("[data-lane='choose/else'] .nd-step").first())
        .hasAttribute("data-step", "cutoff");
    page.locator("[data-step=cutoff]").press("Alt+ArrowLeft");
    assertThat(page.locator(".nd-flow > .nd-block > [data-step=cutoff]")).isVisible();

    for (int i = 0; i < 3; i++) {
      page.locator("[data-action=undo]").click();
    }
    assertThat(page.locator("[data-action=undo]")).isDisabled();
    assertThat(page.locator(".nd-flow > .nd-block > .nd-step").last())
        .hasAttribute("data-step", "cutoff");
  }

  @Test
  void saysWhatIsWrongAtTheStep() {
    Page page = STAGE.open("/designer/order_hub/workflows/low_stock.json");
    page.locator("[data-gap=':tell'] .nd-gap-add").click();
    page.locator("[data-add=script]").click();
    assertThat(page.locator("[data-step=script]")).hasClass(Pattern.compile(".*nd-wrong.*"));

    page.locator("[data-step=mark]").click();
    page.locator(".nd-problem").first().click();
    assertThat(page.locator("[data-step=script]")).hasClass(Pattern.compile(".*nd-selected.*"));

    page.locator("[data-step=script]").press("Delete");
    assertThat(page.locator(".nd-problem")).hasCount(0);
  }

  private static void install(Page page, String app) {
    var zip = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("app.json"));
      out.write(app.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String who = "admin:" + RunningNacre.PASSWORD;
    var answer =
        page.request()
            .post(
                STAGE.nacre().address() + "/api/v1/apps:import",
                RequestOptions.create()
                    .setHeader("Content-Type", "application/zip")
                    .setHeader(
                        "Authorization",
                        "Basic "
                            + Base64.getEncoder()
                                .encodeToString(who.getBytes(StandardCharsets.UTF_8)))
                    .setData(zip.toByteArray()));
    org.assertj.core.api.Assertions.assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static void create(Page page, String folder, String name) {
    page.locator("[data-new=" + folder + "]").click();
    page.locator("vaadin-dialog vaadin-text-field input").first().fill(name);
    page.locator("vaadin-dialog vaadin-button[theme~=primary]").click();
    assertThat(page.locator("[data-path*='" + folder + "/'].nd-open")).isVisible();
  }

  private static void name(Page page, String before, String label) {
    Locator input = page.locator("[data-property='/label'] input").first();
    assertThat(input).hasValue(before);
    input.fill(label);
    input.press("Tab");
    String id = label.toLowerCase(java.util.Locale.ROOT).replace(' ', '_');
    assertThat(page.locator("[data-field-box=" + id + "].nd-selected")).isVisible();
  }

  private static void option(Page page, int index, String label) {
    Locator input =
        page.locator("[data-property='/settings/options'] .nd-card")
            .nth(index)
            .locator("[data-setting=label] input")
            .first();
    input.fill(label);
    input.press("Tab");
    assertThat(
            page.locator("[data-property='/settings/options'] .nd-card")
                .nth(index)
                .locator("[data-setting=value] input"))
        .hasValue(label.toLowerCase(java.util.Locale.ROOT));
  }

  private static void setStep(Page page, String gap, String id, String value) {
    page.locator("[data-gap='" + gap + "'] .nd-gap-add").click();
    page.locator("[data-add=update]").click();
    assertThat(page.locator("[data-step=" + id + "]")).hasClass(Pattern.compile(".*nd-selected.*"));
    pick(page, page.locator(".nd-set [data-picker=field]").last(), "Ships from");
    page.locator("[data-set=ships_from] .nd-value-place input").click();
    page.locator("vaadin-combo-box-item:not([hidden])").getByText(value).click();
    assertThat(page.locator("[data-step=" + id + "]")).containsText("Ships from = " + value);
  }

  private static void pick(Page page, Locator picker, String field) {
    picker.locator("input").click();
    picker.locator("input").fill(field);
    page.locator("vaadin-combo-box-item:not([hidden])").getByText(field).first().click();
  }

  static void publish(Page page) {
    page.locator("[data-action=publish]").click();
    page.locator("[data-action=publish-now]").click();
    assertThat(page.getByText(Pattern.compile("Version \\d+ is live for everybody"))).isVisible();
  }

  /** Writes down a parcel, and looks at it until the workflow has been there. */
  private static void shipsFrom(Page page, String province, String warehouse) {
    page.navigate("/app/routing/new/parcel");
    page.locator("[data-field=name] input").fill("To " + province);
    page.locator("[data-field=province] input").fill(province);
    page.locator("#save-record").click();
    page.waitForURL("**/record/parcel/**");
    page.waitForCondition(
        () -> {
          page.reload();
          return page.locator(".nacre-read").innerText().contains(warehouse);
        });
  }
}
