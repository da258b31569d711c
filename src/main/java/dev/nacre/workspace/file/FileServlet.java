package dev.nacre.workspace.file;

import dev.nacre.app.Apps;
import dev.nacre.metadata.NacreException;
import dev.nacre.record.Forms;
import dev.nacre.record.file.FileAccess;
import dev.nacre.record.file.FileStore;
import dev.nacre.record.file.StoredFile;
import dev.nacre.record.file.Thumbnails;
import dev.nacre.rest.Downloads;
import dev.nacre.security.Identities;
import dev.nacre.security.Identity;
import dev.nacre.security.SignedIn;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/** {@code /files/{app}/{id}}: gives files to browsers that are signed in, by the same rules. */
@WebServlet(urlPatterns = "/files/*")
public class FileServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** What a browser shows by itself and can't be made to run. */
  private static final Set<String> SHOWN =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp");

  private final transient Apps apps;
  private final transient Identities identities;
  private final transient FileAccess access;
  private final transient FileStore files;
  private final transient Thumbnails thumbnails;

  @Inject
  FileServlet(
      Apps apps, Identities identities, FileAccess access, FileStore files, Thumbnails thumbnails) {
    this.apps = apps;
    this.identities = identities;
    this.access = access;
    this.files = files;
    this.thumbnails = thumbnails;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Identity> who =
        request.getUserPrincipal() instanceof SignedIn signedIn
            ? identities.find(signedIn.identity().id())
            : Optional.empty();
    String[] parts = String.valueOf(request.getPathInfo()).split("/", -1);
    if (who.isEmpty() || parts.length != 3) {
      response.sendError(who.isEmpty() ? 401 : 404);
      return;
    }
    try {
      Forms forms = apps.serving(parts[1]).forms();
      StoredFile file = access.open(forms, parts[2], who.get());
      byte[] small =
          request.getParameter("small") == null ? null : thumbnails.of(file).orElse(null);
      String type = small == null ? file.about().type() : "image/jpeg";
      Downloads.headers(type, file.about().name(), SHOWN.contains(type))
          .forEach(response::setHeader);
      if (small != null) {
        response.getOutputStream().write(small);
        return;
      }
      response.setContentLengthLong(file.about().size());
      try (InputStream content = files.open(file)) {
        content.transferTo(response.getOutputStream());
      }
    } catch (NacreException e) {
      response.sendError(404);
    }
  }
}
