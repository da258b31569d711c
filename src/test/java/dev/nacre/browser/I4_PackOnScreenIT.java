package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** I4: a pack is checked, shown and installed on the screen; a bad one says what is wrong. */
class I4_PackOnScreenIT {
  @RegisterExtension static final Stage STAGE = new Stage();

  private static final String HEAD =
      "{\"schemaVersion\": 1, \"id\": \"packed\", \"version\": \"1.0.0\", \"name\": \"Packed\"}";

  @Test
  void i4_aPackIsShownBeforeItIsInstalledAndRunsThere() {
    Page page = STAGE.open("/designer");
    upload(page, Map.of("app.json", HEAD, "forms/memo.json", memo("text", "")));
    Locator dialog = page.locator("vaadin-dialog");
    assertThat(dialog).containsText("What the pack packed would change");
    Stage.picture(page, "packs");
    page.locator("[data-action=install-now]").click();
    assertThat(page.locator("[data-app=packed]")).containsText("Version 1");
    page.locator("[data-app=packed]").getByText("Open").click();
    page.waitForURL("**/app/packed/**");
    page.navigate("/app/packed/new/memo");
    page.locator("[data-field=about] input").fill("It runs");
    page.locator("#save-record").click();
    page.waitForURL("**/record/memo/**");
  }

  @Test
  void i4_aBadPackSaysWhatIsWrongAndNothingIsDone() {
    Page page = STAGE.open("/designer");
    Locator refusal = page.locator("[role=alert].nd-error");
    upload(page, Map.of("app.json", HEAD, "../evil.json", "{}"));
    assertThat(refusal).containsText("leads out of the pack");
    upload(page, Map.of("app.json", " ".repeat(80 << 20)));
    assertThat(refusal).containsText("The pack is too large");
    send(page, "no zip at all".getBytes(StandardCharsets.UTF_8));
    assertThat(refusal).containsText("zip");

    String form = memo("link", ", \"settings\": {\"form\": \"elsewhere\"}");
    String head = HEAD.replace("packed", "lacking");
    upload(page, Map.of("app.json", head, "forms/memo.json", form));
    assertThat(page.locator("vaadin-dialog .nd-error")).containsText("elsewhere");
    assertThat(page.locator("[data-action=install-now]")).isDisabled();
    page.keyboard().press("Escape");
    page.reload();
    assertThat(page.locator("[data-app=order_hub]")).isVisible();
    assertThat(page.locator("[data-app=lacking]")).hasCount(0);
  }

  private static String memo(String type, String settings) {
    return "{\"id\": \"memo\", \"fields\": [{\"id\": \"about\", \"type\": \"%s\"%s}]}"
        .formatted(type, settings);
  }

  private static void upload(Page page, Map<String, String> files) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    send(page, bytes.toByteArray());
  }

  private static void send(Page page, byte[] zip) {
    // it takes one file at a time, and the one before goes a moment after what is said of it
    assertThat(page.locator("vaadin-upload-file")).hasCount(0);
    page.locator("vaadin-upload input[type=file]")
        .setInputFiles(new FilePayload("pack.zip", "application/zip", zip));
  }
}
