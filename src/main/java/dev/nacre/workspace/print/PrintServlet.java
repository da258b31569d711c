package dev.nacre.workspace.print;

import dev.nacre.app.Apps;
import dev.nacre.app.CompiledApp;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.print.PrintEngine;
import dev.nacre.rest.Downloads;
import dev.nacre.rest.Languages;
import dev.nacre.security.Identities;
import dev.nacre.security.Identity;
import dev.nacre.security.SignedIn;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** {@code /print/{app}/{form}/{print}?ids=}: PDF for browsers that are signed in. */
@WebServlet(urlPatterns = "/print/*")
public class PrintServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient Apps apps;
  private final transient Identities identities;
  private final transient PrintEngine prints;
  private final transient PrintRefusal refusal;

  @Inject
  PrintServlet(Apps apps, Identities identities, PrintEngine prints, PrintRefusal refusal) {
    this.apps = apps;
    this.identities = identities;
    this.prints = prints;
    this.refusal = refusal;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Identity> who =
        request.getUserPrincipal() instanceof SignedIn signedIn
            ? identities.find(signedIn.identity().id())
            : Optional.empty();
    String[] parts = String.valueOf(request.getPathInfo()).split("/", -1);
    if (who.isEmpty()) {
      response.sendError(401);
      return;
    }
    Locale locale = Languages.of(request.getHeader("Accept-Language"));
    List<UUID> ids = ids(String.valueOf(request.getParameter("ids")));
    try {
      if (parts.length != 4 || ids.isEmpty()) {
        throw new NotFoundException(Problem.at("", "record_not_found"));
      }
      CompiledApp app = apps.serving(parts[1]);
      PrintEngine.Output output =
          prints.print(
              app.documents().prints(), app.forms(), parts[2], parts[3], ids, who.get(), locale);
      byte[] pdf = output.pdf();
      // a paper that is missing would be noticed too late
      if (pdf == null || output.results().stream().anyMatch(one -> one.problem() != null)) {
        refusal.say(response, locale, output.results(), request.getRequestURI());
        return;
      }
      Downloads.headers("application/pdf", parts[3] + ".pdf", true).forEach(response::setHeader);
      // a browser's own viewer of PDF needs more than a picture does; the content is ours
      response.setHeader("Content-Security-Policy", "default-src 'self'; object-src 'self'");
      response.setHeader("Cache-Control", "no-store");
      response.getOutputStream().write(pdf);
    } catch (NacreException e) {
      refusal.say(response, locale, e.problems());
    }
  }

  private static List<UUID> ids(String text) {
    var ids = new ArrayList<UUID>();
    for (String id : text.split(",", -1)) {
      try {
        ids.add(UUID.fromString(id));
      } catch (IllegalArgumentException e) {
        return List.of();
      }
    }
    return ids.size() > PrintEngine.MOST ? List.of() : ids;
  }
}
