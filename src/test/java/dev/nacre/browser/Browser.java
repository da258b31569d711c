package dev.nacre.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The Chromium of this machine. Without one the tests that need it are skipped, which is said
 * loudly; with {@code NACRE_BROWSER=required} they fail.
 */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  // the first is the same without windows, which nobody looks at
  private static final List<String> NAMES =
      List.of(
          "chromium-headless-shell",
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  private final Map<Page, Window> windows = new HashMap<>();
  private final Map<Window, Deque<BrowserContext>> left = new HashMap<>();

  private record Window(String address, String language, int width, int height) {}

  private Browser(Path program) {
    PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setArgs(
                        List.of(
                            "--no-sandbox", "--disable-gpu", "--disable-background-networking")));
  }

  /** The browser; skips the calling test when there is none. */
  static Browser open() {
    Optional<Path> program = installed();
    if (program.isEmpty()) {
      String missing = "No Chromium is installed: the browser tests";
      if ("required".equals(System.getenv("NACRE_BROWSER"))) {
        throw new AssertionError(missing + " can't run, and NACRE_BROWSER=required wants them.");
      }
      System.err.println(
          "!!! " + missing + " are SKIPPED. Install it: apt-get install chromium fonts-noto-cjk");
      Assumptions.abort(missing + " are skipped");
    }
    return new Browser(program.orElseThrow());
  }

  private static Optional<Path> installed() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * A page of a person who comes for the first time; what scripts and pictures a browser keeps may
   * be there from people before, since to read those anew takes longer than most journeys.
   */
  Page page(String address, String language, int width, int height) {
    var window = new Window(address, language, width, height);
    BrowserContext person = left.getOrDefault(window, new ArrayDeque<>()).poll();
    if (person != null) {
      person.clearCookies();
    } else {
      person =
          chromium.newContext(
              new com.microsoft.playwright.Browser.NewContextOptions()
                  .setBaseURL(address)
                  .setLocale(language)
                  .setViewportSize(width, height));
      person.setDefaultTimeout((double) PATIENCE.toMillis());
    }
    Page page = person.newPage();
    windows.put(page, window);
    return page;
  }

  /** Forgets the person of a page, and closes what they had opened. */
  void leave(Page page) {
    Window window = Objects.requireNonNull(windows.remove(page));
    BrowserContext person = page.context();
    if (page.isClosed()) {
      person.close();
      return;
    }
    // a page that closes still says good-bye, and is answered with a cookie
    Page last = person.newPage();
    List.copyOf(person.pages()).stream().filter(p -> p != last).forEach(Page::close);
    var everything = new JsonObject();
    everything.addProperty("origin", window.address());
    everything.addProperty(
        "storageTypes", "cookies,local_storage,indexeddb,service_workers,cache_storage");
    person.newCDPSession(last).send("Storage.clearDataForOrigin", everything);
    last.close();
    left.computeIfAbsent(window, w -> new ArrayDeque<>()).add(person);
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
