package dev.nacre.server;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the records are kept.
 *
 * @param url JDBC URL
 */
record DatabaseAddress(String url, String user, String password) {

  /** The one that {@code NACRE_DB_URL} names, as a JDBC URL or as {@code postgresql://…}. */
  static @Nullable DatabaseAddress external(Map<String, String> environment) {
    String url = environment.getOrDefault("NACRE_DB_URL", "").strip();
    if (url.isEmpty()) {
      return null;
    }
    String user = environment.getOrDefault("NACRE_DB_USER", "");
    String password = environment.getOrDefault("NACRE_DB_PASSWORD", "");
    if (url.startsWith("jdbc:postgresql:")) {
      return new DatabaseAddress(url, user, password);
    }
    if (!url.matches("postgres(ql)?://.+")) {
      throw new StartException("server.not_a_database_url"); // it may hold a password
    }
    return fromUri(URI.create(url), user, password);
  }

  private static DatabaseAddress fromUri(URI uri, String user, String password) {
    String host = uri.getRawAuthority().replaceFirst(".*@", "");
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String jdbc = "jdbc:postgresql://" + host + uri.getRawPath() + query;
    if (uri.getUserInfo() == null || !user.isEmpty()) {
      return new DatabaseAddress(jdbc, user, password);
    }
    String[] parts = uri.getUserInfo().split(":", 2);
    return new DatabaseAddress(jdbc, parts[0], parts.length > 1 ? parts[1] : password);
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return url;
  }
}
