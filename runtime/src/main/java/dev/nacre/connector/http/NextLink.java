package dev.nacre.connector.http;

import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.metadata.Problem;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that answers give for the following page. The next request says who calls, so it goes
 * nowhere but to the connector's own service, unless a person allowed another.
 *
 * @param base of the connector
 * @param hosts that are allowed besides
 * @param ours names of query parameters that say who calls: they are said anew, and not kept
 */
record NextLink(URI base, List<String> hosts, Set<String> ours) {
  private static final Pattern NEXT =
      Pattern.compile("<([^>]*)>((?:\\s*;\\s*[^;,=]+(?:=(?:\"[^\"]*\"|[^\",;]*))?)*)");
  private static final Pattern REL =
      Pattern.compile("(?i);\\s*rel=\"?(?:[^\";]* )?next(?: [^\";]*)?\"?(?:;|\\s|$)");

  /** The one of the {@code Link} header (RFC 8288); null when there is none. */
  @Nullable String header(Answer answer) {
    String header = answer.headers().get("Link");
    Matcher links = NEXT.matcher(header == null ? "" : header);
    while (links.find()) {
      if (REL.matcher(links.group(2)).find()) {
        return vetted(answer, links.group(1));
      }
    }
    return null;
  }

  /**
   * The whole address.
   *
   * @throws OperationFailedException when it leads elsewhere
   */
  String vetted(Answer answer, String link) {
    try {
      URI to = answer.uri().resolve(link);
      boolean known = origin(to).equals(origin(base)) || allowed(to);
      if (known && to.getRawUserInfo() == null) {
        String query = without(to.getRawQuery());
        return to.getScheme() + "://" + to.getRawAuthority() + to.getRawPath() + query;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new OperationFailedException(
        Outlook.NEVER, answer.status(), Problem.at("", "next_link_refused", link, base.getHost()));
  }

  private boolean allowed(URI to) {
    String host = to.getHost();
    boolean safe = "https".equals(to.getScheme()) || to.getScheme().equals(base.getScheme());
    return safe
        && host != null
        && (hosts.contains(host) || hosts.contains(host + ":" + to.getPort()));
  }

  private static String origin(URI uri) {
    int usual = "http".equals(uri.getScheme()) ? 80 : 443;
    return uri.getScheme()
        + "://"
        + uri.getHost()
        + ":"
        + (uri.getPort() < 0 ? usual : uri.getPort());
  }

  private String without(@Nullable String query) {
    String kept =
        query == null
            ? ""
            : Stream.of(query.split("&"))
                .filter(pair -> !ours.contains(pair.split("=", 2)[0]))
                .collect(Collectors.joining("&"));
    return kept.isEmpty() ? "" : "?" + kept;
  }
}
