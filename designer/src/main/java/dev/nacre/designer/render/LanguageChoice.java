package dev.nacre.designer.render;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinService;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/** The language of the screens: chosen by hand and kept in a cookie, else the browser's. */
public final class LanguageChoice {
  private static final String COOKIE = "nacre-language";

  private LanguageChoice() {}

  /** Uses the language kept for this browser. */
  public static void apply(UI ui) {
    Cookie[] cookies = VaadinRequest.getCurrent().getCookies();
    Stream.of(cookies == null ? new Cookie[0] : cookies)
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .flatMap(cookie -> Texts.LANGUAGES.stream().filter(l -> isCalled(l, cookie.getValue())))
        .findFirst()
        .ifPresentOrElse(ui::setLocale, () -> ui.setLocale(nearest(ui.getLocale())));
  }

  private static boolean isCalled(Locale language, String tag) {
    return language.getLanguage().equals(tag);
  }

  private static Locale nearest(Locale browser) {
    return Texts.LANGUAGES.stream()
        .filter(language -> isCalled(language, browser.getLanguage()))
        .findFirst()
        .orElse(Locale.ENGLISH);
  }

  /** Keeps a language for this browser, and shows the screen again in it. */
  public static void choose(UI ui, Locale language) {
    var cookie = new Cookie(COOKIE, language.getLanguage());
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setAttribute("SameSite", "Lax");
    cookie.setMaxAge((int) Duration.ofDays(365).toSeconds());
    VaadinService.getCurrentResponse().addCookie(cookie);
    ui.getPage().reload();
  }

  /** How a language calls itself. */
  public static String name(Locale language) {
    return language.getLanguage().equals("zh") ? "中文" : "English";
  }

  /** Every language but that one. */
  public static Stream<Locale> others(Locale current) {
    return Texts.LANGUAGES.stream().filter(language -> !isCalled(language, current.getLanguage()));
  }
}
