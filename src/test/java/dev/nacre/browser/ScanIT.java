package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.nacre.acceptance.RunningNacre;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Codes that are photographed instead of typed. */
class ScanIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  private static final String GOODS = "6901234567892";

  private static final Map<String, String> SHELVES =
      Map.of(
          "app.json",
          """
          {"schemaVersion": 1, "id": "shelves", "version": "1.0.0", "name": "Shelves",
           "timeZone": "Asia/Shanghai", "currency": "CNY", "menu": [{"label": "Shelves", "items": [{"form": "shelf"}]}]}\
          """,
          "forms/shelf.json",
          """
          {"id": "shelf", "titleField": "place", "fields": [
            {"id": "place", "type": "barcode", "label": {"en": "Place", "zh": "货位"}, "required": true},
            {"id": "goods", "type": "barcode", "label": {"en": "Goods", "zh": "商品"}, "settings": {"format": "ean_13"}},
            {"id": "lines", "type": "table", "settings": {"fields": [{"id": "box", "type": "barcode"}, {"id": "qty", "type": "number"}]}}]}\
          """,
          "pages/found.json",
          """
          {"id": "found", "type": "form", "form": "shelf", "fields": ["place", "goods"]}\
          """);

  private static Locator field(Page page, String id) {
    return page.locator("[data-field=" + id + "]").first();
  }

  private static void photograph(Page page, String field, byte[] photo) {
    field(page, field)
        .locator("input[type=file]")
        .setInputFiles(new FilePayload("photo.png", "image/png", photo));
  }

  @Test
  void readsAPhotoOfACodeIntoItsField() {
    STAGE.install(SHELVES);
    Page page = STAGE.open("/app/shelves/new/shelf");

    photograph(page, "place", Pictures.png());
    assertThat(field(page, "place")).hasAttribute("invalid", Pattern.compile(".*"));
    assertThat(field(page, "place")).containsText("No code that can be read");

    photograph(page, "place", Pictures.code(BarcodeFormat.CODE_128, "SHELF-07-B"));
    assertThat(field(page, "place").locator("input:not([type=file])")).hasValue("SHELF-07-B");
    photograph(page, "goods", Pictures.code(BarcodeFormat.EAN_13, GOODS));
    assertThat(field(page, "goods").locator("input:not([type=file])")).hasValue(GOODS);
    photograph(page, "box", Pictures.code(BarcodeFormat.QR_CODE, "BOX 12"));
    assertThat(field(page, "box").locator("input:not([type=file])")).hasValue("BOX 12");
    page.locator("#save-record").click();

    page.waitForURL("**/record/shelf/**");
    assertThat(page.locator(".nacre-read")).containsText("SHELF-07-B");
    assertThat(page.locator(".nacre-read")).containsText(GOODS);
    assertThat(page.locator(".nacre-read")).containsText("BOX 12");

    String link = STAGE.post("/apps/shelves/pages/found/links", "{}").path("path").textValue();
    Page customer = STAGE.page("zh-CN", 390, 844);
    customer.navigate(link);
    send(customer, "place", Pictures.png());
    assertThat(customer.locator(".field:has([name=place]) .problem")).containsText("没有可识别");
    send(customer, "place", Pictures.code(BarcodeFormat.QR_CODE, "FOUND-1"));
    assertThat(customer.locator(".done")).isVisible();
    assertThat(STAGE.get("/apps/shelves/forms/shelf/records").toString()).contains("FOUND-1");
  }

  private static void send(Page page, String field, byte[] photo) {
    page.locator("input[type=file][name=" + field + "]")
        .setInputFiles(new FilePayload("photo.png", "image/png", photo));
    Stage.send(page);
  }

  /** A browser that reads codes, with a camera before which somebody holds one. */
  private static final String CAMERA =
      """
      window.BarcodeDetector = class {
        static async getSupportedFormats() { return ['qr_code', 'ean_13']; }
        constructor(options) { window.asked = options.formats.join(); }
        async detect() { return window.held ? [{ rawValue: window.held }] : []; }
      };
      navigator.mediaDevices.getUserMedia = async () => {
        const canvas = document.createElement('canvas');
        canvas.getContext('2d').fillRect(0, 0, 9, 9);
        return window.camera = canvas.captureStream();
      };
      """;

  @Test
  void readsACodeHeldBeforeTheCamera() {
    STAGE.install(
        Map.of(
            "app.json", SHELVES.get("app.json").replace("shelves", "shelves_live"),
            "forms/shelf.json", SHELVES.get("forms/shelf.json")));
    Page page = STAGE.english();
    page.addInitScript(CAMERA);
    page.navigate("/app/shelves_live/new/shelf");
    STAGE.signIn(page, "admin", RunningNacre.PASSWORD);

    Locator window = page.locator("dialog.nacre-scan");
    field(page, "goods").locator("vaadin-upload vaadin-button").focus();
    page.keyboard().press("Enter");
    assertThat(window.locator("video")).isVisible();
    assertThat(page.evaluate("window.asked")).isEqualTo("ean_13");
    page.keyboard().press("Escape");
    assertThat(window).hasCount(0);
    assertThat(page.evaluate("window.camera.getTracks()[0].readyState")).isEqualTo("ended");

    field(page, "goods").locator("vaadin-upload vaadin-button").click();
    assertThat(window.locator("video")).isVisible();
    page.evaluate("window.held = '" + GOODS + "'");
    assertThat(window).hasCount(0);
    assertThat(field(page, "goods").locator("input:not([type=file])")).hasValue(GOODS);
    page.evaluate("window.held = '6901234567893'");
    field(page, "goods").locator("vaadin-upload vaadin-button").click();
    assertThat(field(page, "goods")).containsText("isn't such an article number");
  }
}
