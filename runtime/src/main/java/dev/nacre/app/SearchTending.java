package dev.nacre.app;

import dev.nacre.record.SearchIndexes;
import dev.nacre.storage.Recurring;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
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
    List<String> ids =
        QuarkusTransaction.joiningExisting()
            .call(() -> AppRow.<AppRow>listAll().stream().map(row -> row.id).toList());
    for (String id : ids) {
      for (String environment : List.of("", "test")) {
        tend(new AppAddress(id, environment));
      }
    }
  }

  private void tend(AppAddress address) {
    var served = apps.servedForms(address);
    if (!served.isEmpty()) {
      indexes.tend(address.schema(), served, SearchIndexes.BIG);
    }
  }
}
