package dev.nacre.workspace;

import dev.nacre.app.PageLinks;
import dev.nacre.connector.ConsentAddresses;
import dev.nacre.record.print.SheetAddresses;
import dev.nacre.security.Identity;
import dev.nacre.workflow.PageAddresses;
import dev.nacre.workflow.RecordAddresses;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whole addresses of screens, for messages that leave Nacre. {@code NACRE_URL} says where people
 * reach it; without it, only those on this machine do.
 */
@Singleton
final class ScreenAddresses
    implements RecordAddresses, SheetAddresses, PageAddresses, ConsentAddresses {
  private final String base;
  private final PageLinks links;

  ScreenAddresses(
      @ConfigProperty(name = "nacre.url") Optional<String> url,
      @ConfigProperty(name = "quarkus.http.port") int port,
      PageLinks links) {
    this.links = links;
    this.base =
        url.map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(text -> text.replaceAll("/+$", ""))
            .orElse("http://localhost:" + port);
  }

  @Override
  public String record(String app, String form, UUID id) {
    return base + "/" + Addresses.record(app, form, id);
  }

  @Override
  public String page(String app, String page, Identity by) {
    return base + "/p/" + links.lasting(app, page, by);
  }

  @Override
  public String back(String app, String connector) {
    return base + "/" + Addresses.connect(app, connector);
  }

  @Override
  public String sheet(String app, String form, UUID id, long version) {
    return record(app, form, id) + "?version=" + version;
  }
}
