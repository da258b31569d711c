package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.AppFiles;
import java.sql.Statement;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimedTriggersTest {
  private static String workflow(String id, String trigger) {
    return ("{'id': '" + id + "', 'trigger': " + trigger + ", 'steps': []}").replace('\'', '"');
  }

  @Test
  void whatCannotBeLookedAtKeepsNoOtherFromItsTime() {
    var files = new TreeMap<>(Corpus.app("delay").byPath());
    files.put(
        "workflows/a_broken.json",
        workflow("a_broken", "{'type': 'date_field', 'form': 'order', 'field': 'sent_at'}"));
    files.put(
        "workflows/b_sound.json", workflow("b_sound", "{'type': 'schedule', 'cron': '0 * * * *'}"));
    TestFlow flow = TestFlow.of(new AppFiles(files));
    flow.worker.runReady();
    flow.database.inNewTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(
                "ALTER TABLE \"app_" + flow.forms().app() + "\".\"order\" RENAME TO gone");
          }
        });
    flow.pass(Duration.ofHours(1));
    flow.worker.runReady();
    assertThat(flow.all()).extracting(Instance::workflow).containsExactly("b_sound");
  }
}
