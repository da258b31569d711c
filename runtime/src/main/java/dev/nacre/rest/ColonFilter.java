package dev.nacre.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.regex.Pattern;

/** Takes {@code apps%3Aimport} for {@code apps:import}: many clients escape every colon. */
@Provider
@PreMatching
public final class ColonFilter implements ContainerRequestFilter {
  private static final Pattern ESCAPED = Pattern.compile("%3a", Pattern.CASE_INSENSITIVE);

  @Override
  public void filter(ContainerRequestContext request) {
    URI uri = request.getUriInfo().getRequestUri();
    String path = uri.getRawPath();
    if (path.indexOf('%') >= 0 && ESCAPED.matcher(path).find()) {
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      request.setRequestUri(uri.resolve(ESCAPED.matcher(path).replaceAll(":") + query));
    }
  }
}
