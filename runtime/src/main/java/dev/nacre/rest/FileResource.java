package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Attachment;
import dev.nacre.record.Forms;
import dev.nacre.record.file.FileAccess;
import dev.nacre.record.file.FileStore;
import dev.nacre.record.file.StoredFile;
import dev.nacre.record.file.Thumbnails;
import dev.nacre.security.Identity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Files that records refer to. */
@Path("/api/v1")
public final class FileResource {
  private final Caller caller;
  private final FileStore files;
  private final FileAccess access;
  private final Thumbnails thumbnails;

  FileResource(Caller caller, FileStore files, FileAccess access, Thumbnails thumbnails) {
    this.caller = caller;
    this.files = files;
    this.access = access;
    this.thumbnails = thumbnails;
  }

  /**
   * Takes a file, the body as it is.
   *
   * @param name what it is called
   */
  @POST
  @Path("/apps/{app}/files")
  @Consumes(MediaType.WILDCARD)
  public Response upload(
      @PathParam("app") String app,
      @QueryParam("name") @Nullable String name,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
      InputStream body) {
    return add(app, name, type, body);
  }

  /** Takes a file as a browser's form sends it. */
  @POST
  @Path("/apps/{app}/files")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Response upload(
      @PathParam("app") String app, @RestForm("file") @Nullable FileUpload file) {
    if (file == null) {
      throw RequestException.unreadable("", "upload_missing");
    }
    try (InputStream content = Files.newInputStream(file.uploadedFile())) {
      return add(app, file.fileName(), file.contentType(), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Response add(
      String app, @Nullable String name, @Nullable String type, InputStream content) {
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    if (!who.unlimited() && who.rolesIn(forms.app()).isEmpty()) {
      throw new dev.nacre.security.ForbiddenException(
          dev.nacre.metadata.Problem.at("", "upload_forbidden"));
    }
    Attachment file = files.add(forms, name, type, content, who);
    return Answers.status(201, json(file))
        .location(URI.create("/api/v1/apps/" + app + "/files/" + file.id()))
        .build();
  }

  private static ObjectNode json(Attachment file) {
    return Answers.object()
        .put("id", file.id())
        .put("name", file.name())
        .put("type", file.type())
        .put("size", file.size());
  }

  /**
   * Gives a file to whoever may read a record with it.
   *
   * @param size {@code small} for a picture of it
   */
  @GET
  @Path("/apps/{app}/files/{id}")
  public Response download(
      @PathParam("app") String app,
      @PathParam("id") String id,
      @QueryParam("size") @Nullable String size) {
    StoredFile file = access.open(caller.forms(app), id, caller.who());
    if (size != null) {
      if (!size.equals("small")) {
        throw Parameters.wrong("size", size, "small");
      }
      var small = thumbnails.of(file);
      if (small.isPresent()) {
        return Downloads.safely(Response.ok(small.get()), "image/jpeg", file.about().name(), true)
            .build();
      }
    }
    InputStream content = files.open(file);
    return Downloads.safely(Response.ok(content), file.about().type(), file.about().name(), false)
        .header(HttpHeaders.CONTENT_LENGTH, file.about().size())
        .build();
  }
}
