package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.nacre.metadata.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;

/** The part of a sign-in provider that its tokens need: where it is, and its key. */
final class Issuer implements AutoCloseable {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final HttpServer server;
  private final KeyPair keys;

  Issuer() throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ObjectNode where = Json.MAPPER.createObjectNode().put("issuer", address());
    for (String end : new String[] {"authorization", "token", "end_session"}) {
      where.put(end + "_endpoint", address() + "/" + end);
    }
    where.put("jwks_uri", address() + "/keys");
    serve("/.well-known/openid-configuration", where);
    serve("/keys", jwks());
    server.start();
  }

  private ObjectNode jwks() {
    var key = (RSAPublicKey) keys.getPublic();
    ObjectNode all = Json.MAPPER.createObjectNode();
    all.putArray("keys")
        .addObject()
        .put("kty", "RSA")
        .put("use", "sig")
        .put("alg", "RS256")
        .put("kid", "one")
        .put("n", text(key.getModulus()))
        .put("e", text(key.getPublicExponent()));
    return all;
  }

  private static String text(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0; // the sign isn't wanted
    return BASE64.encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private void serve(String path, ObjectNode json) {
    byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
  }

  /** What Nacre is told. */
  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A token as Keycloak makes them. */
  String token(String name, Instant issued, Instant ends, String... roles)
      throws GeneralSecurityException {
    ObjectNode claims = Json.MAPPER.createObjectNode();
    claims.put("iss", address()).put("sub", "number of " + name).put("preferred_username", name);
    claims.put("typ", "Bearer").put("azp", "nacre");
    claims.put("iat", issued.getEpochSecond()).put("exp", ends.getEpochSecond());
    var held = claims.putObject("realm_access").putArray("roles");
    for (String role : roles) {
      held.add(role);
    }
    String head = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"one\"}";
    String signed = encoded(head) + "." + encoded(claims.toString());
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + BASE64.encodeToString(signature.sign());
  }

  private static String encoded(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
