package dev.nacre.app;

import dev.nacre.record.Forms;
import dev.nacre.record.change.Expansion;
import dev.nacre.storage.Database;
import dev.nacre.storage.Recurring;
import dev.nacre.storage.Turn;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives tables that are there already the indexes that this Nacre wants of them and an older one
 * didn't, some time after it starts; what is published from then on brings its own. And takes away
 * what a publish left that was cut off, which goes on refusing records.
 */
@Singleton
public final class IndexTending {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Apps apps;
  private final Expansion tables;
  private final Database database;

  /** The versions whose tables have all of them. */
  private final Map<AppAddress, List<Integer>> done = new HashMap<>();

  private @Nullable Recurring clock;

  /** Over those apps. */
  public IndexTending(Apps apps, Expansion tables, Database database) {
    this.apps = apps;
    this.tables = tables;
    this.database = database;
  }

  void start(@Observes StartupEvent event) {
    clock = new Recurring("indexes", PAUSE, this::tend);
  }

  void stop(@Observes ShutdownEvent event) {
    if (clock != null) {
      clock.close();
    }
  }

  /** Looks once after every app whose versions have changed since the last time. */
  public void tend() {
    apps.addresses().forEach(this::tend);
  }

  private void tend(AppAddress address) {
    List<Integer> versions = versions(apps.servedForms(address));
    if (versions.isEmpty() || versions.equals(done.get(address))) {
      return;
    }
    try {
      // whoever publishes builds indexes too, and so does every other node
      done.put(
          address,
          new Turn(database, Publisher.turn(address))
              .take(Duration.ZERO, () -> versions(tended(address))));
    } catch (Turn.TakenException e) {
      // the next time
    }
  }

  private List<Forms> tended(AppAddress address) {
    // asked anew: another version may have come since
    List<Forms> served = apps.servedForms(address);
    tables.index(address.schema(), served);
    tables.relax(address.schema(), served);
    return served;
  }

  private static List<Integer> versions(List<Forms> served) {
    return served.stream().map(Forms::version).toList();
  }
}
