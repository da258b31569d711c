package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files, pictures and people in a form, and who sees them afterwards. */
class AttachmentsIT {
  private static final byte[] LETTER = "Dear all, the cup came broken.\n".getBytes(UTF_8);

  @RegisterExtension static final Stage STAGE = new Stage();

  private static Locator field(Page page, String id) {
    return page.locator("[data-field=" + id + "]").first();
  }

  private static void give(Page page, String field, FilePayload file) {
    field(page, field).locator("input[type=file]").first().setInputFiles(file);
  }

  /** One input opens the choice of files, another one the camera. */
  private static void bothWays(Locator field) {
    Locator ways = field.locator("input[type=file]");
    assertThat(ways).hasCount(2);
    assertThat(ways.first()).not().hasAttribute("capture", Pattern.compile(".*"));
    assertThat(ways.last()).hasAttribute("capture", "environment");
    assertThat(ways.last()).hasAttribute("accept", "image/*");
  }

  private static int status(Page page, String address) {
    return page.request().get(address).status();
  }

  @Test
  void takesFilesAndPicturesAndShowsThemToThoseWhoMaySeeThem() {
    String subject = "Broken " + UUID.randomUUID();
    Page page = STAGE.open("/app/order_hub/new/ticket", "manager");
    field(page, "subject").locator("input").fill(subject);
    Locator files = field(page, "attachments");
    Locator photos = field(page, "photos");

    bothWays(files);
    bothWays(photos);
    give(page, "attachments", new FilePayload("big.pdf", "application/pdf", new byte[21 << 20]));
    assertThat(files.locator(".error"))
        .hasText("The file is too large: at most 20 MB are taken here.");
    give(page, "photos", new FilePayload("letter.txt", "text/plain", LETTER));
    assertThat(photos.locator(".error")).containsText("only image/*");
    give(page, "photos", new FilePayload("fake.png", "image/png", LETTER));
    assertThat(photos.locator(".error")).containsText("fake.png");
    assertThat(page.locator(".nacre-files .file")).hasCount(0);

    // what is written elsewhere, and has its effect, takes no refusal away
    Locator kind = field(page, "kind").locator("input");
    kind.click();
    page.locator("vaadin-combo-box-item:visible, vaadin-select-item:visible")
        .getByText("Return or exchange")
        .click();
    assertThat(field(page, "order")).isVisible();
    assertThat(files.locator(".error")).containsText("too large");
    assertThat(photos.locator(".error")).containsText("fake.png");

    give(page, "attachments", new FilePayload("letter.txt", "text/plain", LETTER));
    assertThat(files.locator(".file")).containsText("letter.txt");
    assertThat(files.locator(".error")).isHidden();
    give(page, "photos", new FilePayload("cup.png", "image/png", Pictures.png()));
    assertThat(photos.locator("img.nacre-thumb")).isVisible();

    Locator owner = field(page, "owner").locator("input");
    owner.click();
    page.locator("vaadin-combo-box-item:visible").first().click();
    assertThat(owner).not().hasValue("");
    Stage.picture(page, "attachments");
    page.locator("#save-record").click();
    page.waitForURL("**/record/ticket/**");

    Locator read = page.locator(".nacre-read");
    Locator thumb = read.locator("img.nacre-thumb");
    assertThat(thumb).isVisible();
    assertThat(thumb.evaluate("image => image.complete && image.naturalWidth > 0")).isNotNull();
    String letter =
        read.locator(".nacre-attached a")
            .filter(new Locator.FilterOptions().setHasText("letter.txt"))
            .getAttribute("href");
    String photo = thumb.locator("..").getAttribute("href");
    assertThat(page.request().get(at(letter)).body()).isEqualTo(LETTER);
    assertThat(page.request().get(at(letter)).headers())
        .containsEntry("x-content-type-options", "nosniff");

    assertThat(STAGE.english().request().get(at(photo)).url())
        .as("signed in first")
        .contains("/login");

    // the keeper sees returns, but not what is attached to them
    Page keeper = STAGE.open(page.url(), "warehouse");
    assertThat(keeper.locator(".nacre-read img.nacre-thumb")).isVisible();
    assertThat(keeper.locator(".nacre-read")).not().containsText("letter.txt");
    assertThat(status(keeper, at(photo))).isEqualTo(200);
    assertThat(status(keeper, at(letter))).isEqualTo(404);
    assertThat(status(keeper, at(letter) + "?small")).isEqualTo(404);
  }

  private static String at(String href) {
    return href.startsWith("/") ? href : "/" + href;
  }
}
