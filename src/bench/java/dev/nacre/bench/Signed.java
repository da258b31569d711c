package dev.nacre.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A shop that posts to webhooks and signs what it sends. */
final class Signed {
  private static final String SECRET = "pearls and shells";

  private final SecretKeySpec key = new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256");

  /** One that the app knows. */
  Signed(Nacre nacre) throws IOException {
    nacre.ask("PUT", "/secrets/shop", "{\"value\": \"" + SECRET + "\"}");
  }

  /** What is posted to that connector. */
  byte[] request(String connector, String json) {
    byte[] body = json.getBytes(UTF_8);
    String headers = "Content-Type: application/json\r\nX-Signature: " + signature(body) + "\r\n";
    return Wire.request("POST /hooks/bench/" + connector, headers, body);
  }

  private String signature(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
