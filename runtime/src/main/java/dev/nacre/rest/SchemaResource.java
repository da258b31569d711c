package dev.nacre.rest;

import dev.nacre.metadata.Schemas;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** The JSON Schemas of an app's documents. */
@Path("/api/v1")
public final class SchemaResource {
  /** Which schemas there are. */
  @GET
  @Path("/schemas")
  public Response list() {
    return Answers.ok(
        Answers.list(
            "schemas", Schemas.DOCUMENTS, com.fasterxml.jackson.databind.node.TextNode::valueOf));
  }

  /** One schema. */
  @GET
  @Path("/schemas/{document}")
  public Response read(@PathParam("document") String document) {
    String text =
        Schemas.text(document)
            .orElseThrow(
                () ->
                    RequestException.notFound(
                        "schema_unknown", document, String.join(", ", Schemas.DOCUMENTS)));
    return Response.ok(text.getBytes(StandardCharsets.UTF_8))
        .header("Content-Type", "application/schema+json")
        .build();
  }
}
