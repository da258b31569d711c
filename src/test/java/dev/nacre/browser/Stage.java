package dev.nacre.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import dev.nacre.acceptance.RunningNacre;
import dev.nacre.acceptance.SharedNacre;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * What every journey needs: a browser, and Nacre with the sample app. All journeys of a run share
 * one of each, since a start is long; so a journey says which records it means, and doesn't count
 * what others may have made.
 */
final class Stage implements BeforeAllCallback, AfterEachCallback {
  private final List<Page> pages = new ArrayList<>();
  private Browser browser;
  private RunningNacre nacre;

  @Override
  public void beforeAll(ExtensionContext context) {
    browser =
        context
            .getRoot()
            .getStore(Namespace.create(Stage.class))
            .computeIfAbsent(Browser.class, key -> Browser.open(), Browser.class);
    nacre = SharedNacre.of(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    pages.forEach(browser::leave);
    pages.clear();
  }

  /** The application, to look at what a journey left behind. */
  RunningNacre nacre() {
    return nacre;
  }

  /** Writes a record as the administrator; answers its id. */
  String record(String form, String json) {
    return post("/apps/order_hub/forms/" + form + "/records", json).path("id").textValue();
  }

  /** Asks the API as the administrator. */
  JsonNode get(String path) {
    HttpResponse<String> answer = nacre.get("/api/v1" + path);
    Assertions.assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return RunningNacre.json(answer);
  }

  /** Puts something as the administrator. */
  void put(String path, String type, String body) {
    HttpResponse<String> answer = nacre.put("/api/v1" + path, type, body);
    Assertions.assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Changes something as the administrator. */
  void patch(String path, String json) {
    HttpResponse<String> answer = nacre.patch("/api/v1" + path, json);
    Assertions.assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Deletes something as the administrator. */
  void delete(String path) {
    HttpResponse<String> answer = nacre.delete("/api/v1" + path);
    Assertions.assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
  }

  /** Sends JSON to the API as the administrator; answers what it made. */
  JsonNode post(String path, String json) {
    HttpResponse<String> answer =
        nacre.post(
            "/api/v1" + path, "application/json", json.getBytes(StandardCharsets.UTF_8), List.of());
    Assertions.assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    return RunningNacre.json(answer);
  }

  /** Installs an app of a few files. */
  void install(Map<String, String> files) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    HttpResponse<String> answer =
        nacre.post("/api/v1/apps:import", "application/zip", bytes.toByteArray(), List.of());
    Assertions.assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /** A large English screen of the administrator of another Nacre. */
  Page open(RunningNacre other, String path) {
    Page page = browser.page(other.address(), "en-US", 1440, 1000);
    pages.add(page);
    page.navigate(path);
    signIn(page, "admin", RunningNacre.PASSWORD);
    return page;
  }

  /** A large English screen of somebody who hasn't signed in. */
  Page english() {
    return page("en-US", 1440, 1000);
  }

  /** A screen of somebody who hasn't signed in. */
  Page page(String language, int width, int height) {
    Page page = browser.page(nacre.address(), language, width, height);
    pages.add(page);
    return page;
  }

  /** Goes there with a demo account, as a newcomer does. */
  Page open(String path, String account) {
    Page page = english();
    page.navigate(path);
    signIn(page, account);
    return page;
  }

  /** Goes there as the administrator. */
  Page open(String path) {
    Page page = english();
    page.navigate(path);
    signIn(page, "admin", RunningNacre.PASSWORD);
    return page;
  }

  /** Signs in on the page that asks for it. */
  void signIn(Page page, String name, String password) {
    page.locator("input[name=username]").fill(name);
    page.locator("input[name=password]").fill(password);
    submit(page);
  }

  /** Signs in on the page that asks for it, with a demo account. */
  void signIn(Page page, String account) {
    page.locator("[data-demo=" + account + "]").click();
    submit(page);
  }

  private static void submit(Page page) {
    assertThat(page.locator("input[name=password]")).not().hasValue("");
    page.locator("vaadin-login-form vaadin-button").first().click();
    page.waitForURL(url -> !url.contains("/login"));
  }

  /** Presses the button of a public page; answers once the next page is there. */
  static Response send(Page page) {
    page.evaluate("document.body.dataset.sent = 'yes'");
    Response answer =
        page.waitForResponse(
            response -> response.request().method().equals("POST"),
            () -> page.locator("button[type=submit]").click());
    page.locator("body:not([data-sent]) main").waitFor();
    return answer;
  }

  /**
   * Takes the picture of a guide page when the system property {@code nacre.pictures} asks for it.
   */
  static void picture(Page page, String name) {
    if (Boolean.getBoolean("nacre.pictures")) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(RunningNacre.root().resolve("docs/images/" + name + ".png")));
    }
  }
}
