package dev.nacre.workspace.signin;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import jakarta.servlet.http.Cookie;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The way out. */
public final class SignOut {
  private SignOut() {}

  /** Forgets who is signed in at the current screen, here and at the provider if there is one. */
  public static void now() {
    Config config = ConfigProvider.getConfig();
    String name =
        config
            .getOptionalValue("quarkus.http.auth.form.cookie-name", String.class)
            .orElse("quarkus-credential");
    var cookie = new Cookie(name, "");
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setMaxAge(0);
    VaadinService.getCurrentResponse().addCookie(cookie);
    boolean provided = config.getOptionalValue("nacre.oidc.issuer", String.class).isPresent();
    UI.getCurrent().getPage().setLocation(provided ? "logout" : "login");
    VaadinSession.getCurrent().getSession().invalidate();
  }
}
