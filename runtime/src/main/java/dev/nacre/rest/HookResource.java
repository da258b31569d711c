package dev.nacre.rest;

import dev.nacre.connector.Pushed;
import dev.nacre.connector.Receipt;
import dev.nacre.connector.WebhookEngine;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Where shops post to. Nobody signs in here: each payload is signed. */
@Path("/hooks")
public final class HookResource {
  private final WebhookEngine webhooks;

  HookResource(WebhookEngine webhooks) {
    this.webhooks = webhooks;
  }

  /** Answers once the payload is durable. */
  @POST
  @Path("/{app}/{connector}")
  @Consumes(MediaType.WILDCARD)
  @Blocking
  public CompletionStage<Response> receive(
      @PathParam("app") String app,
      @PathParam("connector") String connector,
      @Context HttpHeaders headers,
      @Context UriInfo address,
      byte @Nullable [] body) {
    return receive(app, connector, "POST", headers, address, body == null ? new byte[0] : body);
  }

  /** Answers who asks whether this is the right address. */
  @GET
  @Path("/{app}/{connector}")
  @Blocking
  public CompletionStage<Response> verify(
      @PathParam("app") String app,
      @PathParam("connector") String connector,
      @Context HttpHeaders headers,
      @Context UriInfo address) {
    return receive(app, connector, "GET", headers, address, new byte[0]);
  }

  private CompletionStage<Response> receive(
      String app,
      String connector,
      String method,
      HttpHeaders headers,
      UriInfo address,
      byte[] body) {
    var byName = new HashMap<String, String>();
    headers
        .getRequestHeaders()
        .forEach((name, values) -> byName.put(name, String.join(", ", values)));
    var query = new HashMap<String, String>();
    address.getQueryParameters().forEach((name, values) -> query.put(name, values.getFirst()));
    var pushed = new Pushed(method, address.getRequestUri().getRawPath(), query, byName, body);
    return webhooks.receiveAsync(app, connector, pushed).thenApply(HookResource::answer);
  }

  private static Response answer(Receipt receipt) {
    return Response.status(receipt.status())
        .type(receipt.contentType())
        .header("X-Content-Type-Options", "nosniff") // it may repeat what somebody sent
        .entity(receipt.body())
        .build();
  }
}
