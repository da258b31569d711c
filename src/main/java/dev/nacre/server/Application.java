package dev.nacre.server;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says where Nacre answers, once everything is up, and waits for the end. */
public final class Application implements QuarkusApplication {
  private final Event<Banner> banners;
  private final int port;
  private final String data;
  private final String database;
  private final boolean once;

  @Inject
  Application(
      Event<Banner> banners,
      @ConfigProperty(name = "quarkus.http.port") int port,
      @ConfigProperty(name = "nacre.data") String data,
      @ConfigProperty(name = "nacre.database") String database,
      @ConfigProperty(name = "nacre.once") boolean once) {
    this.banners = banners;
    this.port = port;
    this.data = data;
    this.database = database;
    this.once = once;
  }

  @Override
  public int run(String... args) {
    var banner = new Banner();
    banner.add("Nacre is ready   http://localhost:" + port);
    banner.add("Data             " + data + " (" + database + " PostgreSQL)");
    banners.fire(banner);
    System.out.println(banner);
    if (once) {
      return SelfCheck.ask(port) ? 0 : 1;
    }
    Quarkus.waitForExit();
    return 0;
  }
}
