package dev.nacre.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Scripts;
import dev.nacre.metadata.AppDocuments;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.AppReader;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.record.past.PastEngine;
import dev.nacre.security.Identity;
import dev.nacre.security.PermissionCompiler;
import dev.nacre.security.Permissions;
import dev.nacre.storage.Database;
import dev.nacre.storage.Identifiers;
import dev.nacre.storage.JdbcDatabase;
import dev.nacre.storage.SchemaStore;
import dev.nacre.storage.StatementCount;
import dev.nacre.storage.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An app on a database of its own, compiled and with its tables made, for tests that run without
 * CDI. The clock stands still until it is moved.
 */
public final class TestApp {
  /** Who may do everything. */
  public static final Identity ADMIN = new Identity("admin", "Admin", true, Map.of(), false);

  /** What the database is asked. */
  public final StatementCount statements = new StatementCount();

  public final Database database = new JdbcDatabase(statements.over(TestPostgres.freshDatabase()));
  public final ExpressionEngine expressions = new ExpressionEngine(new Scripts());
  public final List<RecordObserver> observers = new ArrayList<>();
  public final AppFiles files;
  public final AppDocuments documents;
  public final Forms forms;
  public final RecordEngine engine;
  public final HistoryStore history = new HistoryStore(database);
  public final PastEngine past;
  public volatile Instant now = Instant.parse("2026-11-21T02:30:00Z");

  private final Map<Integer, Forms> versions = new HashMap<>();

  private TestApp(AppFiles files) {
    this.files = files;
    var problems = new Problems();
    documents = AppReader.read(files, problems);
    forms = compile(documents, 1, problems);
    engine = new RecordEngine(database, expressions, () -> now, observers);
    past = new PastEngine(engine, history, new ReplayEngine(database), registry());
  }

  /** Knows the versions that there are, and the first as the current one. */
  public FormsRegistry registry() {
    return new FormsRegistry() {
      @Override
      public Forms current(String app) {
        return forms;
      }

      @Override
      public Forms version(String app, int version) {
        return versions.getOrDefault(version, forms);
      }
    };
  }

  private Forms compile(AppDocuments of, int version, Problems problems) {
    Forms compiled = only(of, version, problems);
    new SchemaStore(database)
        .apply(compiled.schema(), FormTables.of(compiled.schema(), compiled.all()));
    return compiled;
  }

  private Forms only(AppDocuments of, int version, Problems problems) {
    return only(of, version, ColumnLog.EMPTY, problems);
  }

  private Forms only(AppDocuments of, int version, ColumnLog columns, Problems problems) {
    String schema = Identifiers.schema(of.app().id(), "");
    Map<String, Form> byId =
        new FormCompiler(FieldTypes.registry(), expressions)
            .compile(schema, of.forms().values(), columns, problems);
    Permissions permissions =
        new PermissionCompiler(expressions)
            .compile(
                of.roles().values(),
                new PermissionCompiler.Known(
                    of.app().id(),
                    byId.keySet(),
                    byId::get,
                    of.dashboards().keySet(),
                    of.workflows().keySet()),
                problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.list().toString());
    }
    columns.mirror(byId.values(), of.app().zone());
    return new Forms(of.app().id(), "", version, schema, of.app(), byId, permissions);
  }

  /** Another version of the app, with its tables made. */
  public Forms version(int number, AppFiles files) {
    var problems = new Problems();
    Forms compiled = compile(AppReader.read(files, problems), number, problems);
    versions.put(number, compiled);
    return compiled;
  }

  /** Another version of the app of which the database knows nothing. */
  public Forms draft(int number, AppFiles files) {
    var problems = new Problems();
    return only(AppReader.read(files, problems), number, problems);
  }

  /** The same for tables whose fields may have changed their types. */
  public Forms draft(int number, AppFiles files, ColumnLog columns) {
    var problems = new Problems();
    Forms compiled = only(AppReader.read(files, problems), number, columns, problems);
    versions.put(number, compiled);
    return compiled;
  }

  /** What is known of the columns of its fields. */
  public ColumnStore columns() {
    return columns(database);
  }

  /** The same through that door to the database. */
  public ColumnStore columns(Database by) {
    return new ColumnStore(by, new FormCompiler(FieldTypes.registry(), expressions));
  }

  /** An engine on the same database that routes records. */
  public RecordEngine routed(Routings routings) {
    return new RecordEngine(database, expressions, () -> now, observers, () -> routings);
  }

  /** An app from a folder of the test resources. */
  public static TestApp of(String folder) {
    return of(Path.of(TestApp.class.getResource("/" + folder).getPath()));
  }

  /** An app from a folder. */
  public static TestApp of(Path root) {
    var files = new TreeMap<String, String>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readString(file, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(new AppFiles(files));
  }

  /** An app of these files, in which apostrophes stand for quotes. */
  public static TestApp written(Map<String, String> files) {
    var all = new TreeMap<String, String>();
    files.forEach((path, json) -> all.put(path, json.replace('\'', '"')));
    return of(new AppFiles(all));
  }

  /** An app of these files. */
  public static TestApp of(AppFiles files) {
    return new TestApp(files);
  }

  /** One change by the administrator through the API. */
  public Outcome change(String form, Change change) {
    return write(form, Batch.Mode.ALL_OR_NOTHING, List.of(change)).getFirst();
  }

  /** Changes by the administrator through the API. */
  public List<Outcome> write(String form, Batch.Mode mode, List<Change> changes) {
    return engine.write(forms, new Batch(form, changes, mode, ADMIN, Origin.of(Origin.Kind.API)));
  }

  /** A new record by the administrator. */
  public Outcome create(String form, String json) {
    return change(form, Change.create(json(json)));
  }

  /** An object; single quotes stand for double ones. */
  public static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
