package dev.nacre.workspace.signin;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import jakarta.servlet.http.Cookie;
import org.eclipse.microprofile.config.ConfigProvider;

/** The way out. */
public final class SignOut {
  private SignOut() {}

  /** Forgets who is signed in at the current screen, and shows the sign-in page. */
  public static void now() {
    String name =
        ConfigProvider.getConfig()
            .getOptionalValue("quarkus.http.auth.form.cookie-name", String.class)
            .orElse("quarkus-credential");
    var cookie = new Cookie(name, "");
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setMaxAge(0);
    VaadinService.getCurrentResponse().addCookie(cookie);
    UI.getCurrent().getPage().setLocation("login");
    VaadinSession.getCurrent().getSession().invalidate();
  }
}
