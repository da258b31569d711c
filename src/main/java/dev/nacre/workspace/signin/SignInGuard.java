package dev.nacre.workspace.signin;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.quarkus.annotation.VaadinServiceEnabled;
import dev.nacre.designer.render.LanguageChoice;
import dev.nacre.security.SignedIn;
import dev.nacre.workspace.People;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpSession;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets nobody see a screen without having signed in. Every screen is closed unless it says {@link
 * AnonymousAllowed}; a new one can't be forgotten. Vaadin's own guard isn't used, since the
 * annotations it wants would make Quarkus intercept every method of every screen.
 */
@Singleton
@Unremovable
@VaadinServiceEnabled
public final class SignInGuard implements VaadinServiceInitListener {
  private static final String WANTED = "nacre.wanted";
  private static final Pattern SLASHES = Pattern.compile("^[/\\\\]+");
  private static final Pattern FOREIGN = Pattern.compile("[^!-~]+");

  private final People people;

  SignInGuard(People people) {
    this.people = people;
  }

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event
        .getSource()
        .addUIInitListener(
            init -> {
              LanguageChoice.apply(init.getUI());
              init.getUI().addBeforeEnterListener(this::check);
            });
  }

  private void check(BeforeEnterEvent event) {
    SignedIn signedIn =
        VaadinRequest.getCurrent().getUserPrincipal() instanceof SignedIn one ? one : null;
    VaadinSession session = VaadinSession.getCurrent();
    String before = people.user(session);
    if (before != null && (signedIn == null || !before.equals(signedIn.identity().id()))) {
      // somebody else, or nobody any more: what this session holds isn't theirs
      session.close();
      event.getUI().getPage().reload();
    } else if (signedIn != null) {
      people.enter(session, signedIn.identity().id());
    }
    if (signedIn == null
        && !event.getNavigationTarget().isAnnotationPresent(AnonymousAllowed.class)) {
      session.getSession().setAttribute(WANTED, event.getLocation().getPathWithQueryParameters());
      event.forwardTo(SignInView.class);
    }
  }

  /** Remembers where somebody wanted to go who has to sign in first. */
  static void want(HttpSession session, String wanted) {
    session.setAttribute(WANTED, wanted);
  }

  /**
   * Where somebody wanted to go before signing in, told once: a path of this application without
   * its first slash; null when nowhere in particular.
   */
  static @Nullable String wanted(HttpSession session) {
    Object wanted = session.getAttribute(WANTED);
    session.removeAttribute(WANTED);
    return wanted == null ? null : within(wanted.toString());
  }

  /** Slashes in front would name another host; whatever isn't ASCII has no place in a header. */
  static @Nullable String within(String path) {
    String within = SLASHES.matcher(path).replaceFirst("");
    return within.isEmpty()
        ? null
        : FOREIGN
            .matcher(within)
            .replaceAll(
                found ->
                    URLEncoder.encode(found.group(), StandardCharsets.UTF_8).replace("+", "%20"));
  }
}
