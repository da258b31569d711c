package dev.nacre.record.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.security.Identity;
import dev.nacre.storage.JdbcDatabase;
import dev.nacre.storage.TestPostgres;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobStoreTest {
  private Instant now = Instant.parse("2026-11-23T02:00:00Z");
  private final JobStore jobs =
      new JobStore(new JdbcDatabase(TestPostgres.migratedDatabase()), () -> now);

  private Job start(String app, String who) {
    return jobs.start(app, "import", "order", "orders.csv", who);
  }

  private List<UUID> all(String app, @Nullable String who, int limit) {
    var ids = new ArrayList<UUID>();
    List<Job> page = jobs.list(new JobStore.Page(app, who, null, limit));
    while (!page.isEmpty()) {
      assertThat(page.size()).isLessThanOrEqualTo(limit);
      page.forEach(job -> ids.add(job.id()));
      page = jobs.list(new JobStore.Page(app, who, ids.getLast(), limit));
    }
    return ids;
  }

  @Test
  void givesEachJobOnceNewestFirstAlsoWhenTheyBeganTogether() {
    var begun = new ArrayList<UUID>();
    for (int i = 0; i < 7; i++) {
      now = now.plusSeconds(i % 2);
      begun.addFirst(start("hub", "ann").id());
    }
    start("shop", "ann");

    assertThat(all("hub", null, 3)).isEqualTo(begun);
    assertThat(all("hub", null, 50)).isEqualTo(begun);
  }

  @Test
  void findsOnesOwnBehindManyOfOthers() {
    UUID own = start("hub", "ann").id();
    for (int i = 0; i < 5; i++) {
      now = now.plusSeconds(1);
      start("hub", "ben");
    }
    assertThat(all("hub", "ann", 2)).containsExactly(own);
  }

  @Test
  void beginsNoPageBehindAJobOfAnotherApp() {
    start("hub", "ann");
    UUID foreign = start("shop", "ann").id();
    assertThat(jobs.list(new JobStore.Page("hub", null, foreign, 10))).isEmpty();
  }

  @Test
  void showsAPersonTheirOwnAndAnAdministratorAll() {
    Job job = start("hub", "ann");
    assertThat(job.seenBy(person("ann", false))).isTrue();
    assertThat(job.seenBy(person("ben", false))).isFalse();
    assertThat(job.seenBy(person("ben", true))).isTrue();
  }

  private static Identity person(String id, boolean administrator) {
    return new Identity(id, id, administrator, Map.of(), false);
  }
}
