package dev.nacre.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Sends what somebody uploaded so that no browser takes it for a page of ours. */
public final class Downloads {
  private Downloads() {}

  /**
   * The headers of such an answer.
   *
   * @param inline whether a browser may show it; else it is saved
   */
  public static Map<String, String> headers(String type, String name, boolean inline) {
    return Map.of(
        HttpHeaders.CONTENT_TYPE,
        type,
        HttpHeaders.CONTENT_DISPOSITION,
        disposition(name, inline),
        "X-Content-Type-Options",
        "nosniff",
        "Content-Security-Policy",
        "default-src 'none'; sandbox",
        HttpHeaders.CACHE_CONTROL,
        "private, max-age=3600");
  }

  static Response.ResponseBuilder safely(
      Response.ResponseBuilder response, String type, String name, boolean inline) {
    headers(type, name, inline).forEach(response::header);
    return response;
  }

  /** RFC 6266: a plain name for old programs, the real one for the others. */
  static String disposition(String name, boolean inline) {
    String plain = name.replaceAll("[^A-Za-z0-9._ -]", "_");
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return (inline ? "inline" : "attachment")
        + "; filename=\""
        + plain
        + "\"; filename*=UTF-8''"
        + encoded;
  }
}
