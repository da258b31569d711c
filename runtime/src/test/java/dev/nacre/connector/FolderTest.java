package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.TestApp;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.record.transfer.Workbooks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
  private static final String HEAD = "Order,Date,Sku,Qty,Price\n";

  @TempDir Path temp;

  private final TestHub hub = new TestHub();
  private Path root = Path.of("");
  private Path folder = Path.of("");
  private FolderEngine engine = hub.folders("");

  @BeforeEach
  void start() throws IOException {
    hub.app.now = Instant.parse("2026-03-01T12:00:00Z");
    root = Files.createDirectory(temp.resolve("root"));
    folder = Files.createDirectory(root.resolve("shop"));
    engine = hub.folders(root.toString());
    hub.publish(definition("shop", ""));
  }

  private static ConnectorDefinition definition(String folder, String more) {
    String json =
        """
        {'id': 'drop', 'kind': 'file',
         'settings': {'groupBy': ['Order'], 'folder': '%s', 'pattern': 'orders*' %s},
         'ingest': [{'id': 'orders', 'form': 'order', 'key': ['channel', 'order_no'],
            'map': {'channel': {'value': 'web'}, 'order_no': '/Order', 'ordered_at': '/Date',
              'lines': {'each': '/rows', 'map': {'sku': '/Sku', 'qty': '/Qty'}}}}]}\
        """
            .formatted(folder, more);
    return Json.MAPPER.convertValue(TestApp.json(json), ConnectorDefinition.class);
  }

  private Path put(String name, String text) throws IOException {
    return put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private Path put(String name, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(hub.app.now.minusSeconds(60)));
    return file;
  }

  private List<String> in(String name) throws IOException {
    Path inner = folder.resolve(name);
    try (Stream<Path> all = Files.exists(inner) ? Files.list(inner) : Stream.empty()) {
      return all.filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private void look() {
    engine.runDue();
    hub.app.now = hub.app.now.plus(Duration.ofMinutes(1));
  }

  private PollState state() {
    return engine.states("hub", hub.connectors.get("drop")).getFirst();
  }

  private List<Job> jobs() {
    return hub.jobs.list(new JobStore.Page("hub", null, null, 10));
  }

  @Test
  void takesFilesInByThemselvesAndPutsThemAway() throws IOException {
    put("orders-1.csv", HEAD + "1,2026-03-01 08:00,A,2,1\n1,2026-03-01 08:00,B,1,1\n");
    put("orders-2.xlsx", Workbooks.rows("Order|Date|Sku|Qty|Price", "2|2026-03-01 09:00|C|3|1"));
    put("notes.txt", "not ours");
    look();
    assertThat(hub.records("order"))
        .extracting(order -> order.get("order_no"))
        .containsExactlyInAnyOrder("1", "2");
    assertThat(in("archive")).containsExactly("orders-1.csv", "orders-2.xlsx");
    assertThat(in("")).containsExactly("notes.txt");
    assertThat(in("errors")).isEmpty();
    assertThat(jobs())
        .extracting(Job::file, Job::state)
        .containsExactlyInAnyOrder(
            tuple("orders-1.csv", Job.State.DONE), tuple("orders-2.xlsx", Job.State.DONE));
    assertThat(state().problem()).isNull();
  }

  @Test
  void leavesAFileAloneThatIsStillBeingWritten() throws IOException {
    Path file = put("orders.csv", HEAD + "1,2026-03-01 08:00,A,2,1\n");
    Files.setLastModifiedTime(file, FileTime.from(hub.app.now.minusSeconds(5)));
    look();
    assertThat(hub.records("order")).isEmpty();
    assertThat(in("")).containsExactly("orders.csv");
    look();
    assertThat(hub.records("order")).hasSize(1);
  }

  @Test
  void putsAFileThatCantBeReadAmongTheErrorsAndSaysWhy() throws IOException {
    put("orders.csv", "A,B\n1,2\n");
    put("orders.pdf", "%PDF-1.7 orders");
    look();
    assertThat(in("errors"))
        .containsExactly(
            "orders.csv", "orders.csv.problems.txt", "orders.pdf", "orders.pdf.problems.txt");
    assertThat(folder.resolve("errors/orders.csv.problems.txt"))
        .content()
        .contains("Order")
        .contains("列");
    assertThat(hub.entries()).isEmpty();
  }

  @Test
  void takesTheGoodRowsAndTellsOfTheBrokenOnes() throws IOException {
    put("orders.csv", HEAD + "1,2026-03-01 08:00,A,2,1\n2,only,four,cells\n");
    look();
    assertThat(hub.records("order")).hasSize(1);
    assertThat(in("archive")).containsExactly("orders.csv");
    assertThat(in("errors")).containsExactly("orders.csv.problems.txt");
    assertThat(folder.resolve("errors/orders.csv.problems.txt")).content().contains("/3");
  }

  @Test
  void takesAnotherFileOfTheSameNameAndWritesOverNothing() throws IOException {
    put("orders.csv", HEAD + "1,2026-03-01 08:00,A,2,1\n");
    look();
    put("orders.csv", HEAD + "2,2026-03-01 08:00,A,2,1\n");
    look();
    put("orders.csv", HEAD + "2,2026-03-01 08:00,A,2,1\n");
    look();
    assertThat(hub.records("order")).hasSize(2).extracting(StoredRecord::version).containsOnly(1L);
    assertThat(in("archive")).hasSize(3);
  }

  @Test
  void putsAFileAwayWithoutReadingItAgainThatWasReadBeforeAPowerCut() throws IOException {
    Path file = put("orders.csv", HEAD + "1,2026-03-01 08:00,A,2,1\n");
    var key = new PollStore.Key("hub", "drop", FolderEngine.OPERATION);
    UUID owner = UUID.randomUUID();
    hub.polls.hasten(key, hub.app.now, null);
    var progress = new PollStore.Progress();
    progress.cursor =
        "done|orders.csv|" + Files.size(file) + "|" + hub.app.now.minusSeconds(60).toString();
    assertThat(hub.polls.take(key, owner, hub.app.now, true)).isPresent();
    hub.polls.save(key, owner, progress, hub.app.now);
    hub.polls.leave(key, owner);
    look();
    assertThat(jobs()).isEmpty();
    assertThat(in("archive")).containsExactly("orders.csv");
  }

  @Test
  void looksNowhereButWhereItMay() throws IOException {
    Path other = Files.createDirectory(temp.resolve("other"));
    Files.createSymbolicLink(folder.resolve("out"), other);
    for (String where : List.of("../other", "shop/out", other.toString(), "shop/../../x", "/")) {
      hub.publish(definition(where, ""));
      look();
      assertThat(state().problem())
          .as(where)
          .extracting(Problem::code)
          .isEqualTo("folder_not_allowed");
    }
    hub.publish(definition("gone", ""));
    look();
    assertThat(state().problem()).extracting(Problem::code).isEqualTo("folder_missing");
    engine = hub.folders("");
    hub.publish(definition("shop", ""));
    look();
    assertThat(state().problem()).extracting(Problem::code).isEqualTo("folder_not_allowed");
  }

  @Test
  void neverFollowsALinkThatIsPutAmongTheFiles() throws IOException {
    Path secret = Files.writeString(root.resolve("secret"), HEAD + "9,2026-03-01,A,1,1\n");
    Files.setLastModifiedTime(secret, FileTime.from(hub.app.now.minusSeconds(600)));
    Path link = Files.createSymbolicLink(folder.resolve("orders.csv"), secret);
    hub.app.now = Instant.now().plusSeconds(600); // the link's own time can't be set
    look();
    assertThat(hub.records("order")).isEmpty();
    assertThat(link).isSymbolicLink();
  }

  @Test
  void isLookedIntoByOneNodeAtATime() throws IOException {
    put("orders.csv", HEAD + "1,2026-03-01 08:00,A,2,1\n");
    var tasks = new ArrayList<Runnable>();
    engine.due(tasks::add);
    hub.folders(root.toString()).due(tasks::add);
    assertThat(tasks).hasSize(2);
    tasks.parallelStream().forEach(Runnable::run);
    assertThat(jobs()).hasSize(1);
    assertThat(in("archive")).containsExactly("orders.csv");
  }

  @Test
  void saysWhatIsWrongWithItsSettings() {
    var problems = new Problems();
    hub.compiler.compile(
        definition("shop", ", 'archive': '../x', 'errors': 'a/b', 'every': 'PT1S'"),
        hub.app.forms,
        problems);
    assertThat(problems.list())
        .extracting(problem -> problem.pointer() + " " + problem.code())
        .containsExactlyInAnyOrder(
            "/settings/archive folder_name_invalid",
            "/settings/errors folder_name_invalid",
            "/settings/every every_too_short");
  }
}
