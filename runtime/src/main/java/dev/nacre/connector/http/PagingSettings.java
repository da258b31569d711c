package dev.nacre.connector.http;

import dev.nacre.connector.Preparation;
import dev.nacre.connector.http.HttpConnector.Auth;
import dev.nacre.connector.http.HttpConnector.Further;
import dev.nacre.connector.http.HttpConnector.PageBy;
import dev.nacre.connector.http.HttpConnector.Paging;
import dev.nacre.connector.http.HttpConnector.Settings;
import dev.nacre.metadata.Problems;
import dev.nacre.security.signing.Signature;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes pages of what is written about them, or says what is wrong with it. */
record PagingSettings(Settings settings, Paging paging, Preparation preparation) {

  /** Null when there were problems. */
  @Nullable Pages pages() {
    Problems problems = preparation.problems();
    int before = problems.list().size();
    String at = preparation.pointer() + "/paging";
    SettingsCheck.place(paging.total(), at + "/total", problems);
    SettingsCheck.place(paging.more(), at + "/more", problems);
    SettingsCheck.place(paging.next(), at + "/next", problems);
    PageBy by = paging.how();
    boolean numbered = by == PageBy.PAGE || by == PageBy.OFFSET;
    if (Boolean.TRUE.equals(paging.backwards()) && paging.total() == null) {
      preparation.problem("/paging/backwards", "http_backwards_needs_total");
    }
    needs(numbered && paging.size() == null, "size");
    needs(by == PageBy.CURSOR && paging.next() == null, "next");
    not(!numbered && paging.first() != null, "first");
    not(!numbered && paging.total() != null, "total");
    not(!numbered && paging.backwards() != null, "backwards");
    not(numbered && paging.next() != null, "next");
    not(by != PageBy.CURSOR && paging.start() != null, "start");
    not(by != PageBy.LINK && paging.hosts() != null, "hosts");
    if (problems.list().size() > before) {
      return null;
    }
    return numbered && paging.size() != null
        ? new NumberedPages(paging, paging.size())
        : new FollowedPages(paging, by == PageBy.LINK ? links() : null);
  }

  private void needs(boolean missing, String property) {
    if (missing) {
      preparation.problem("/paging/" + property, "http_paging_needs", by(), property);
    }
  }

  private void not(boolean there, String property) {
    if (there) {
      preparation.problem("/paging/" + property, "http_paging_has_no", by(), property);
    }
  }

  private String by() {
    return paging.how().name().toLowerCase(Locale.ROOT);
  }

  private @Nullable NextLink links() {
    try {
      return new NextLink(
          URI.create(settings.baseUrl()),
          paging.hosts() == null ? List.of() : List.copyOf(paging.hosts()),
          ours(settings.auth()));
    } catch (IllegalArgumentException e) {
      return null; // the settings' check told of that address
    }
  }

  private static Set<String> ours(@Nullable Auth auth) {
    var names = new TreeSet<String>();
    if (auth != null && auth.name() != null) {
      names.add(auth.name());
    }
    add(names, auth == null ? null : auth.signature());
    if (auth != null && auth.further() != null) {
      auth.further().stream().map(Further::signature).forEach(further -> add(names, further));
    }
    return names;
  }

  private static void add(Set<String> names, @Nullable Signature signature) {
    if (signature == null) {
      return;
    }
    names.add(signature.param() == null ? "sign" : signature.param());
    if (signature.timestamp() != null) {
      names.add(signature.timestamp().param());
    }
    if (signature.nonce() != null) {
      names.add(signature.nonce().param());
    }
  }
}
