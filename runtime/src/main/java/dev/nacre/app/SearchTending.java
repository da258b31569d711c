package dev.nacre.app;

import dev.nacre.record.SearchIndexes;
import dev.nacre.storage.Recurring;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Looks again and again which tables have grown so big that parts of texts need an index. */
@Singleton
public final class SearchTending {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Apps apps;
  private final SearchIndexes indexes;
  private @Nullable Recurring clock;

  SearchTending(Apps apps, SearchIndexes indexes) {
    this.apps = apps;
    this.indexes = indexes;
  }

  void start(@Observes StartupEvent event) {
    clock = new Recurring("search-indexes", PAUSE, this::tend);
  }

  void stop(@Observes ShutdownEvent event) {
    if (clock != null) {
      clock.close();
    }
  }

  private void tend() {
    apps.addresses().forEach(this::tend);
  }

  private void tend(AppAddress address) {
    var served = apps.servedForms(address);
    if (!served.isEmpty()) {
      indexes.tend(address.schema(), served, SearchIndexes.BIG);
    }
  }
}
