package dev.nacre.rest;

import dev.nacre.connector.Receipt;
import dev.nacre.connector.WebhookEngine;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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
      byte @Nullable [] body) {
    var byName = new HashMap<String, String>();
    headers
        .getRequestHeaders()
        .forEach((name, values) -> byName.put(name, String.join(", ", values)));
    return webhooks
        .receiveAsync(app, connector, byName, body == null ? new byte[0] : body)
        .thenApply(HookResource::answer);
  }

  private static Response answer(Receipt receipt) {
    return Response.status(receipt.status())
        .type(receipt.contentType())
        .entity(receipt.body())
        .build();
  }
}
