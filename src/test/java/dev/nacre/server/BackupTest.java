package dev.nacre.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.metadata.NacreException;
import dev.nacre.server.backup.BackupReader;
import dev.nacre.server.backup.BackupWriter;
import dev.nacre.server.backup.Manifest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders and their number are written together; a backup must never show one without the other. */
class BackupTest {
  private static final Path PROGRAMS =
      Path.of(URI.create(BackupTest.class.getResource("/").toString()))
          .resolveSibling("test-postgresql");
  private static final String ORDER =
      "insert into \"app_shop\".\"order\" (id, no) values (gen_random_uuid(), 'n\\\\ \t老板');"
          + "update nacre.total set n = n + 1";

  @TempDir Path folder;
  private DataFolder data;
  private EmbeddedDatabase embedded;
  private DatabaseAddress address;

  @BeforeEach
  void start() throws SQLException {
    data = DataFolder.take(folder.resolve("data"), "here");
    embedded = EmbeddedDatabase.in(data, PROGRAMS);
    address = embedded.start();
    try (Connection connection = connect("nacre")) {
      execute(connection, "create schema nacre; create schema app_shop;");
      execute(
          connection,
          "create table nacre.total (n bigint not null default 0); insert into nacre.total values"
              + " (0); create table nacre.node (id uuid primary key, seen_at timestamptz);create"
              + " table nacre.log (id bigint generated always as identity primary key, what jsonb);"
              + " insert into nacre.log (what) values ('{\"a\": 1}'), (null);create table"
              + " app_shop.\"order\" (id uuid primary key, no text, paid numeric(10,2) default 1.5"
              + " check (paid > 0)); create index \"order$i$no\" on app_shop.\"order\" (no) where"
              + " paid is not null;create table app_shop.\"order$lines\" (id uuid primary key,"
              + " record_id uuid not null references app_shop.\"order\" (id));"
              + " create table nacre.inbox (id bigint generated always as identity primary key,"
              + " state text default 'new') partition by range (id);"
              + " create table nacre.inbox_low partition of nacre.inbox"
              + " for values from (minvalue) to (2);"
              + " create table nacre.inbox_2 partition of nacre.inbox for values from (2) to (9);"
              + " create index inbox_open on nacre.inbox (state) where state = 'new';"
              + " insert into nacre.inbox select from generate_series(1, 5);"
              + " delete from nacre.inbox where id > 3");
      execute(connection, "create database target");
    }
  }

  @AfterEach
  void stop() {
    embedded.stop();
    data.close();
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        address.url().replaceAll("/nacre$", "/" + database), address.user(), address.password());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void bringsPartitionsAndCountersBackAsTheyWere() throws Exception {
    Path file = folder.resolve("parts.zip");
    try (Connection from = connect("nacre")) {
      BackupWriter.write(from, data.path(), false, file);
    }
    try (Connection to = connect("target");
        BackupReader reader = BackupReader.open(file)) {
      reader.restore(to, folder.resolve("there"), false, false);
      to.setAutoCommit(true);
      assertThat(number(to, "select count(*) from nacre.inbox_low")).isEqualTo(1);
      assertThat(number(to, "select count(*) from nacre.inbox")).isEqualTo(3);
      assertThat(number(to, "insert into nacre.inbox default values returning id")).isEqualTo(6);
      assertThat(
              number(
                  to,
                  "select count(*) from pg_index i join pg_class c on c.oid = i.indrelid where"
                      + " c.relname like 'inbox%' and i.indisvalid"))
          .as("a key and an index of the table and both parts, each once")
          .isEqualTo(6);
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private Manifest backUp(String database, Path file) throws IOException, SQLException {
    try (Connection connection = connect(database)) {
      return BackupWriter.write(connection, data.path(), true, file);
    }
  }

  private void restore(Path file, Path into, boolean replace) throws IOException, SQLException {
    try (Connection connection = connect("target");
        BackupReader reader = BackupReader.open(file)) {
      Files.createDirectories(into);
      reader.restore(connection, into, false, replace);
    }
  }

  @Test
  void restoresUnderLoadExactlyOneMoment() throws Exception {
    Files.writeString(data.resolve("secret.key"), "key\n");
    Files.createDirectories(data.resolve("files/ab"));
    Files.writeString(data.resolve("files/ab/abcd"), "a picture");
    var busy = new AtomicBoolean(true);
    var begun = new CountDownLatch(200);
    var load =
        CompletableFuture.runAsync(
            () -> {
              try (Connection connection = connect("nacre")) {
                connection.setAutoCommit(false);
                while (busy.get()) {
                  execute(connection, ORDER);
                  connection.commit();
                  begun.countDown();
                }
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    begun.await();
    Path file = folder.resolve("backup.zip");
    Manifest first = backUp("nacre", file);
    busy.set(false);
    load.join();

    Path other = folder.resolve("other");
    restore(file, other, false);
    assertThat(other.resolve("secret.key")).hasContent("key\n");
    assertThat(other.resolve("files/ab/abcd")).hasContent("a picture");
    try (Connection connection = connect("target")) {
      long orders = number(connection, "select count(*) from app_shop.\"order\"");
      assertThat(orders).isGreaterThanOrEqualTo(200);
      assertThat(number(connection, "select n from nacre.total")).isEqualTo(orders);
      // counters go on where they stood
      execute(connection, "insert into nacre.log (what) values ('2')");
      assertThat(number(connection, "select max(id) from nacre.log")).isEqualTo(3);
      execute(connection, "delete from nacre.log where id = 3");
      execute(connection, "select setval(pg_get_serial_sequence('nacre.log', 'id'), 2)");
    }
    Manifest second = backUp("target", folder.resolve("again.zip"));
    assertThat(second.entries()).isEqualTo(first.entries());
  }

  @Test
  void leavesAloneWhatIsThereUnlessTold() throws Exception {
    Path file = folder.resolve("backup.zip");
    backUp("nacre", file);
    restore(file, folder.resolve("other"), false);
    assertThatThrownBy(() -> restore(file, folder.resolve("other"), false))
        .isInstanceOfSatisfying(
            NacreException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo("server.restore_not_empty"));
    try (Connection connection = connect("target")) {
      execute(connection, "insert into nacre.total values (99)");
    }
    restore(file, folder.resolve("other"), true);
    try (Connection connection = connect("target")) {
      assertThat(number(connection, "select count(*) from nacre.total")).isEqualTo(1);
    }
    assertThatThrownBy(() -> backUp("nacre", file)).isInstanceOf(NacreException.class);
  }

  @Test
  void refusesAFileThatIsNotWholeBeforeTouchingAnything() throws Exception {
    Path file = folder.resolve("backup.zip");
    backUp("nacre", file);
    byte[] bytes = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut.zip"), java.util.Arrays.copyOf(bytes, 900));
    assertThatThrownBy(() -> BackupReader.open(cut)).isInstanceOf(NacreException.class);
    Path none = Files.writeString(folder.resolve("none.zip"), "no zip");
    assertThatThrownBy(() -> BackupReader.open(none)).isInstanceOf(NacreException.class);
    bytes[60] ^= 1;
    Path flipped = Files.write(folder.resolve("flipped.zip"), bytes);
    assertThatThrownBy(() -> BackupReader.open(flipped)).isInstanceOf(NacreException.class);
    try (Connection connection = connect("target")) {
      assertThat(number(connection, "select count(*) from pg_namespace where nspname = 'nacre'"))
          .isZero();
    }
  }
}
