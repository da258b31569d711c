package dev.nacre.storage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The one place that turns ids into SQL identifiers. */
public final class Identifiers {
  /** PostgreSQL cuts longer names silently. */
  private static final int LONGEST = 63;

  private Identifiers() {}

  /** The schema of an app: {@code app_order_hub}, or {@code app_order_hub$test}. */
  public static String schema(String app, String environment) {
    return fit("app_" + app + (environment.isEmpty() ? "" : "$" + environment));
  }

  /** A quoted identifier. */
  public static String quote(String name) {
    return '"' + fit(name).replace("\"", "\"\"") + '"';
  }

  /** A quoted name in a schema. */
  public static String quote(String schema, String name) {
    return quote(schema) + "." + quote(name);
  }

  /** The name itself, or when too long its beginning with a hash, so that two never meet. */
  public static String fit(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST) {
      return name;
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return name.substring(0, 50) + "_" + HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
