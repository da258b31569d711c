package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.security.Account;
import dev.nacre.security.Accounts;
import dev.nacre.security.ApiKeys;
import dev.nacre.security.Contact;
import dev.nacre.security.Contacts;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Local accounts. */
@Path("/api/v1")
public final class UserResource {
  private final Caller caller;
  private final Accounts accounts;
  private final Contacts contacts;
  private final ApiKeys keys;
  private final InstantSource clock;

  UserResource(
      Caller caller, Accounts accounts, Contacts contacts, ApiKeys keys, InstantSource clock) {
    this.contacts = contacts;
    this.caller = caller;
    this.accounts = accounts;
    this.keys = keys;
    this.clock = clock;
  }

  /** Every account. */
  @GET
  @Path("/users")
  public Response list() {
    caller.administrator();
    List<Account> all = accounts.all();
    Map<String, Contact> known = contacts.of(all.stream().map(Account::id).toList());
    return Answers.ok(
        Answers.list("users", all, account -> json(account, known.get(account.id()))));
  }

  /** One account: one's own, or for administrators any. */
  @GET
  @Path("/users/{user}")
  public Response read(@PathParam("user") String user) {
    requireSelf(user);
    return Answers.ok(json(accounts.find(user).orElseThrow(() -> unknown(user))));
  }

  private ObjectNode json(Account account) {
    return json(account, contacts.of(List.of(account.id())).get(account.id()));
  }

  /** The addresses in a body. */
  private void reach(String user, JsonNode body, Identity who) {
    var ways = EnumSet.noneOf(Contact.Way.class);
    if (body.has("email")) {
      ways.add(Contact.Way.EMAIL);
    }
    if (body.has("phone")) {
      ways.add(Contact.Way.PHONE);
    }
    var wanted = new Contact(body.path("email").textValue(), body.path("phone").textValue());
    if (!ways.isEmpty() && !contacts.change(user, wanted, ways, who)) {
      throw unknown(user);
    }
  }

  /** Makes an account. */
  @POST
  @Path("/users")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(byte @Nullable [] bytes) {
    Identity who = caller.administrator();
    JsonNode body = Bodies.checked("user", bytes);
    String id = body.path("id").textValue();
    String name = body.hasNonNull("name") ? body.path("name").textValue() : id;
    boolean administrator = body.path("administrator").booleanValue();
    Account made =
        accounts.create(
            Account.local(id, name, administrator), body.path("password").textValue(), who);
    reach(made.id(), body, who);
    return Answers.status(201, json(made))
        .location(URI.create("/api/v1/users/" + made.id()))
        .build();
  }

  /**
   * Renames an account, says where it is reached, lets it sign in or not, or makes it administrator
   * or not.
   */
  @PATCH
  @Path("/users/{user}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  public Response change(@PathParam("user") String user, byte @Nullable [] bytes) {
    Identity who = caller.administrator();
    JsonNode body = Bodies.checked("user-change", bytes);
    var change =
        new Accounts.Change(
            body.path("name").textValue(), flag(body, "active"), flag(body, "administrator"));
    reach(user, body, who);
    return Answers.ok(json(accounts.change(user, change, who).orElseThrow(() -> unknown(user))));
  }

  private static @Nullable Boolean flag(JsonNode body, String name) {
    return body.has(name) ? body.path(name).booleanValue() : null;
  }

  /** Gives an account another password. */
  @PUT
  @Path("/users/{user}/password")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response password(@PathParam("user") String user, byte @Nullable [] bytes) {
    Identity who = requireSelf(user);
    JsonNode body = Bodies.checked("password", bytes);
    if (!accounts.changePassword(user, body.path("password").textValue(), who)) {
      throw unknown(user);
    }
    return Response.noContent().build();
  }

  /** Makes an API key; the answer is the only time that it is shown. */
  @POST
  @Path("/users/{user}/keys")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response key(@PathParam("user") String user, byte @Nullable [] bytes) {
    Identity who = requireSelf(user);
    JsonNode body = Bodies.checked("key", bytes);
    if (accounts.find(user).isEmpty()) {
      throw unknown(user);
    }
    Instant end = Bodies.end(body, clock, "key_past");
    String key = keys.create(user, body.path("name").textValue(), end, who);
    return Answers.status(201, Answers.object().put("key", key)).build();
  }

  private Identity requireSelf(String user) {
    Identity who = caller.who();
    if (!who.id().equals(user)) {
      ForbiddenException.unlessAdministrator(who);
    }
    return who;
  }

  private static RequestException unknown(String user) {
    return RequestException.notFound("user_unknown", user);
  }

  private static ObjectNode json(Account account, @Nullable Contact contact) {
    ObjectNode node = Answers.object();
    node.put("id", account.id());
    node.put("name", account.name());
    node.put("email", contact == null ? null : contact.email());
    node.put("phone", contact == null ? null : contact.phone());
    node.put("administrator", account.administrator());
    node.put("active", account.active());
    return node;
  }
}
