package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waybills and picking lists: of one record, of several, and of one that can't be printed. */
class PrintIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  private static String fresh() {
    return "P" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static String order(String no, String parcel) {
    return STAGE.record(
        "order",
        """
        {"order_no": "%s", "channel": "taobao", "buyer": "王小明", "phone": "13912345678",
         "province": "浙江省", "city": "杭州", "address": "文一路 88 号", "carrier": "顺丰速运",
         "tracking_no": "%s", "status": "paid",
         "lines": [{"sku": "HM-3004", "name": "手工陶瓷马克杯", "qty": 2, "price": 58}]}\
        """
            .formatted(no, parcel));
  }

  private static PDDocument pdf(Page page, String address) {
    APIResponse answer = page.request().get(address);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.headers().get("content-type")).startsWith("application/pdf");
    try {
      return Loader.loadPDF(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(PDDocument pdf) throws IOException {
    return new PDFTextStripper().getText(pdf);
  }

  /** What a scanner reads from a page. */
  private static String scanned(PDDocument pdf, int page) throws IOException {
    BufferedImage image = new PDFRenderer(pdf).renderImageWithDPI(page, 200);
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
    try {
      Result[] found =
          new QRCodeMultiReader().decodeMultiple(new BinaryBitmap(new HybridBinarizer(source)));
      assertThat(found).hasSize(1);
      return found[0].getText();
    } catch (NotFoundException e) {
      throw new AssertionError("no QR code on page " + page, e);
    }
  }

  @Test
  void printsAWaybillFromTheRecordAndSeveralFromTheList() throws IOException {
    String run = fresh();
    String first = order(run + "-1", "SF1");
    order(run + "-2", "SF2");
    Page page = STAGE.open("/app/order_hub/record/order/" + first, "manager");
    page.getByLabel("More actions").click();
    Page paper =
        page.waitForPopup(() -> page.locator("vaadin-menu-bar-item[data-print=waybill]").click());
    assertThat(paper.context().pages()).hasSize(2);
    try (PDDocument waybill = pdf(page, "/print/order_hub/order/waybill?ids=" + first)) {
      assertThat(waybill.getNumberOfPages()).isEqualTo(1);
      assertThat(text(waybill)).contains("王小明 13912345678", "文一路 88 号", "SF1", "手工陶瓷马克杯");
      assertThat(scanned(waybill, 0)).isEqualTo(run + "-1");
    }
    paper.close();

    page.navigate("/app/order_hub/list/order/all?q=" + run);
    assertThat(page.locator(".nacre-grid a.title")).hasCount(2);
    page.locator("vaadin-grid vaadin-checkbox").nth(1).click();
    page.locator("vaadin-grid vaadin-checkbox").nth(2).click();
    Locator bar = page.locator(".nacre-selected");
    assertThat(bar).containsText("2 selected");
    Stage.picture(page, "print");
    String address = bar.locator("[data-print=picking]").getAttribute("href");
    try (PDDocument lists = pdf(page, address)) {
      assertThat(lists.getNumberOfPages()).isEqualTo(2);
      assertThat(text(lists)).contains("配货单", run + "-1", run + "-2", "手工陶瓷马克杯");
      assertThat(List.of(scanned(lists, 0), scanned(lists, 1)))
          .containsExactlyInAnyOrder(run + "-1", run + "-2");
    }
    bar.getByText("Clear").click();
    assertThat(bar).isHidden();
  }

  /** An order from Hangzhou of so many of a product of which there are five; its id. */
  private static String routed(String sku, int quantity, String goods) {
    String id =
        STAGE.record(
            "order",
            """
            {"order_no": "%s", "channel": "web", "province": "浙江", "city": "杭州", "address": "文一路 88 号",
             "paid_at": "%s", "lines": [{"sku": "%s", "name": "竹篮", "qty": %d, "price": 58}]}\
            """
                .formatted(fresh(), Instant.now(), sku, quantity));
    await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () ->
                STAGE
                    .get("/apps/order_hub/forms/order/records/" + id)
                    .path("goods")
                    .asText()
                    .equals(goods));
    return id;
  }

  @Test
  void aPickingListHasTheShelvesOrTheLinesWhileNothingIsReserved() throws IOException {
    String sku = fresh();
    String product =
        STAGE.record("product", "{\"sku\":\"%s\",\"name\":\"竹篮\",\"price\":58}".formatted(sku));
    String warehouse =
        STAGE
            .get("/apps/order_hub/forms/warehouse/records?sort=-code&limit=500")
            .path("records")
            .valueStream()
            .filter(one -> one.path("code").asText().equals("HZ"))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asText();
    STAGE.record(
        "stock",
        "{\"product\":\"%s\",\"warehouse\":\"%s\",\"shelf\":\"Z-77\",\"available\":5}"
            .formatted(product, warehouse));
    String held = routed(sku, 2, "held");
    String lacking = routed(sku, 9, "short");
    JsonNode holds =
        STAGE.get("/apps/order_hub/forms/order/records/" + held + "/holds").path("holds");
    assertThat(holds)
        .extracting(one -> one.path("form").asText())
        .as("the place of its day, too")
        .contains("stock", "warehouse_day");

    Page page = STAGE.open("/", "manager");
    try (PDDocument list = pdf(page, "/print/order_hub/order/picking?ids=" + held)) {
      assertThat(text(list)).containsOnlyOnce("竹篮").contains("货位", "Z-77 " + sku);
    }
    try (PDDocument list = pdf(page, "/print/order_hub/order/picking?ids=" + lacking)) {
      assertThat(text(list)).contains("货号", sku + " 竹篮 9").doesNotContain("货位");
    }
  }

  @Test
  void saysWhatCanNotBePrintedAndPrintsTheOthers() throws IOException {
    String run = fresh();
    String good = order(run + "-3", "SF3");
    String bad = order(run + "-4", "单号未知");
    Page page = STAGE.open("/", "manager");
    page.navigate("/print/order_hub/order/waybill?ids=" + good + "," + bad);
    Locator notice = page.locator(".notice");
    assertThat(notice).hasCount(1);
    assertThat(notice).containsText(run + "-4");
    assertThat(notice).containsText("could not be printed");
    try (PDDocument rest = pdf(page, page.locator("main a").getAttribute("href"))) {
      assertThat(text(rest)).contains("SF3").doesNotContain("SF4");
    }
    page.navigate("/print/order_hub/order/nothing?ids=" + good);
    assertThat(notice).containsText("There is no print nothing");
  }

  @Test
  void tellsWhatIsWrongWithATemplateAndPrintsByTheOldOne() throws IOException {
    String run = fresh();
    String id = order(run + "-5", "SF5");
    int before = STAGE.get("/apps/order_hub/versions").path("versions").size();
    Page page = STAGE.open("/designer/order_hub");
    page.locator("[data-path='prints/waybill.html']").click();
    Locator source = page.locator("textarea.nd-source");
    assertThat(source).hasValue(Pattern.compile("<html>[\\s\\S]*\\{order_no}[\\s\\S]*"));
    String good = source.inputValue();
    int line = (int) good.substring(0, good.indexOf("{order_no}")).lines().count();

    source.fill(good.replaceFirst("\\{order_no}", "{order_n}"));
    Locator wrong = page.locator(".nd-source-problems .nd-problem");
    assertThat(wrong)
        .containsText("Line " + line + ": there is nothing called order_n. Did you mean");
    assertThat(page.locator(".nd-source-numbers .nd-wrong")).hasText(String.valueOf(line));
    assertThat(page.locator(".nd-problems")).containsText("waybill.htmlLine " + line);
    Stage.picture(page, "print-template");
    page.locator("[data-action=publish]").click();
    assertThat(page.locator("[data-action=publish-now]")).isDisabled();
    page.keyboard().press("Escape");

    // a loop that has no end, and a picture from elsewhere
    source.fill(
        good.replace("{/for}", "").replace("<body>", "<body><img src='https://x.example/a'>"));
    assertThat(wrong.filter(new Locator.FilterOptions().setHasText("<img>"))).hasCount(1);
    assertThat(wrong).hasCount(2);

    // who publishes past the screen is refused just so, and paper is printed as before
    HttpResponse<String> refused =
        STAGE.nacre().post("/api/v1/apps/order_hub/publish", "{\"note\": \"past the screen\"}");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("prints/waybill.html");
    assertThat(STAGE.get("/apps/order_hub/versions").path("versions")).hasSize(before);
    try (PDDocument waybill = pdf(page, "/print/order_hub/order/waybill?ids=" + id)) {
      assertThat(text(waybill)).contains("SF5");
    }

    source.fill(good);
    assertThat(page.locator(".nd-problems")).containsText("Nothing is wrong");
    assertThat(wrong).hasCount(0);
  }
}
