package dev.nacre.workspace.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;

/**
 * Leads whoever opens a screen without having signed in to the sign-in page, before anything of the
 * screen is sent, gives who has just signed in a new session id, and leads them on to where they
 * wanted to be: before the page, so that the address is right from the start and a reload stays
 * there. {@link SignInGuard} does the first for what happens within a page.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class SignInFilter extends HttpFilter {
  private static final long serialVersionUID = 1;
  private static final String RENEWED = "nacre.renewed";
  private static final String SIGN_IN = "/login";

  /** What isn't a screen, or is open to everybody. */
  private static final List<String> OPEN =
      List.of(SIGN_IN, "/api", "/hooks", "/q", "/p", "/VAADIN", "/nacre", "/j_security_check");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getRequestURI();
    if (path.equals(SIGN_IN) && asksForAPage(request) && request.getUserPrincipal() != null) {
      lead(response, "/"); // a provider sends people back here
      return;
    }
    if (!asksForAPage(request) || isOpen(path)) {
      chain.doFilter(request, response);
    } else if (request.getUserPrincipal() != null) {
      HttpSession session = renewOnce(request);
      String wanted = path.equals("/") ? SignInGuard.wanted(session) : null;
      if (wanted == null) {
        chain.doFilter(request, response);
      } else {
        lead(response, "/" + wanted);
      }
    } else {
      String query = request.getQueryString();
      SignInGuard.want(
          request.getSession(true), path.substring(1) + (query == null ? "" : "?" + query));
      lead(response, SIGN_IN);
    }
  }

  /** Relative, since behind a proxy this side doesn't know how it is called. */
  private static void lead(HttpServletResponse response, String path) {
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", path);
  }

  /**
   * Whoever knew the session's id before the sign-in shall not know it any more. This is the moment
   * for it: later the page talks through several connections at once, one of which would still
   * bring the old id.
   */
  private static HttpSession renewOnce(HttpServletRequest request) {
    HttpSession session = request.getSession(true);
    if (session.getAttribute(RENEWED) == null) {
      session.setAttribute(RENEWED, true);
      request.changeSessionId();
    }
    return session;
  }

  /** A person's browser that opens an address, not a page that fetches its parts. */
  private static boolean asksForAPage(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    String purpose = request.getHeader("Sec-Fetch-Mode");
    return List.of("GET", "HEAD").contains(request.getMethod())
        && request.getParameter("v-r") == null
        && (purpose == null || purpose.equals("navigate"))
        && (accept == null || accept.contains("text/html") || accept.contains("*/*"));
  }

  private static boolean isOpen(String path) {
    return path.contains(".")
        || OPEN.stream().anyMatch(open -> path.equals(open) || path.startsWith(open + "/"));
  }
}
