package dev.nacre.security.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.security.signing.Signature.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is being put together, to be added to until it is signed. */
public final class Outgoing {
  private final String method;
  private final String path;
  private final Map<String, String> query;
  private final Map<String, String> form;
  private final Map<String, String> headers;
  private @Nullable JsonNode body;

  /**
   * A request.
   *
   * @param path as it stands in the address, from its first slash on
   * @param headers by name, in any case
   * @param body JSON, or a text that goes out as it is; null for none
   */
  public Outgoing(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> form,
      Map<String, String> headers,
      @Nullable JsonNode body) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.form = form;
    this.headers = headers;
    this.body = body;
  }

  /** Whether a value can be put there: a body that is a list or a text has no names. */
  public boolean takes(Place place) {
    return place != Place.BODY || (form.isEmpty() && (body == null || body.isObject()));
  }

  /** Adds a value, or takes the place of the one called so. */
  public void put(Place place, String name, String value) {
    switch (place) {
      case HEADER -> headers.put(name, value);
      case QUERY -> query.put(name, value);
      case FORM -> form.put(name, value);
      case BODY -> {
        ObjectNode members =
            body instanceof ObjectNode own ? own.deepCopy() : Json.MAPPER.createObjectNode();
        body = members.put(name, value);
      }
    }
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  /** Parameters of the address, to be added to. */
  public Map<String, String> query() {
    return query;
  }

  /** Parameters of the body. */
  public Map<String, String> form() {
    return form;
  }

  /** Headers by name. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The body as it is sent; null for none. */
  public @Nullable String text() {
    return form.isEmpty() ? json() : Encoded.url(form);
  }

  /** The JSON of the body; null where there is none, or a form. */
  @Nullable String json() {
    // some services sign the body as its keys are sorted, and others don't mind
    return body == null
        ? null
        : body.isTextual() ? body.textValue() : Json.write(Json.sorted(body));
  }

  /** What is signed when it travels there: members of the body count where the signature does. */
  Map<String, String> parameters(Place place) {
    var all = new LinkedHashMap<>(query);
    all.putAll(form);
    if (place == Place.BODY && body instanceof ObjectNode members) {
      members
          .properties()
          .forEach(
              member -> {
                if (!member.getValue().isNull()) {
                  all.put(member.getKey(), Outgoing.text(member.getValue()));
                }
              });
    }
    return all;
  }

  /** A value as a parameter. */
  public static String text(JsonNode value) {
    if (value.isContainerNode()) {
      return Json.write(value);
    }
    return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
  }
}
