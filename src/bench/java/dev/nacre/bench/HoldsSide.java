package dev.nacre.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Scope;
import dev.nacre.expression.Scripts;
import dev.nacre.kind.KindRegistry;
import dev.nacre.metadata.AppDocuments;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.AppReader;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.FormCompiler;
import dev.nacre.record.FormTables;
import dev.nacre.record.Forms;
import dev.nacre.record.Origin;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.RecordLocks;
import dev.nacre.record.field.NumberField;
import dev.nacre.record.field.TextField;
import dev.nacre.record.hold.Hold;
import dev.nacre.record.hold.HoldEngine;
import dev.nacre.record.hold.Holder;
import dev.nacre.record.hold.Holding;
import dev.nacre.record.hold.Pool;
import dev.nacre.record.hold.Want;
import dev.nacre.security.Identity;
import dev.nacre.security.PermissionCompiler;
import dev.nacre.storage.Database;
import dev.nacre.storage.Identifiers;
import dev.nacre.storage.JdbcDatabase;
import dev.nacre.storage.SchemaStore;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Our engine of holds, as the step {@code reserve} calls it: what the queue hands to one worker at
 * once, a hundred orders, is held in one transaction. The shelf is a record like any other, with
 * its bounds, its history and its version.
 */
final class HoldsSide implements Rival.Work {
  private static final int THREADS = 16;
  private static final int BATCH = 100;
  private static final int STOCK = 100_000_000;
  private static final String APP =
      """
      {"schemaVersion": 1, "id": "hot", "name": "Hot", "timeZone": "Asia/Shanghai"}\
      """;
  private static final String SHELF =
      """
      {"id": "shelf", "titleField": "sku", "fields": [
        {"id": "sku", "type": "text", "required": true, "unique": true},
        {"id": "available", "type": "number", "settings": {"scale": 0, "min": 0}},
        {"id": "reserved", "type": "number", "settings": {"scale": 0, "min": 0}}]}\
      """;
  private static final Identity STEP = Identity.engine("workflow:hold");

  private final DataSource source;
  private final Database database;
  private final RecordEngine records;
  private final HoldEngine holds;
  private final Forms forms;
  private final Pool pool;
  private final List<Field> match;
  private final ObjectNode about = new ObjectMapper().createObjectNode();

  private HoldsSide(DataSource source) {
    this.source = source;
    Flyway.configure()
        .dataSource(source)
        .schemas("nacre")
        .locations("db/migration")
        .load()
        .migrate();
    var expressions = new ExpressionEngine(new Scripts());
    database = new JdbcDatabase(source);
    records = new RecordEngine(database, expressions, Clock.systemUTC(), List.of());
    holds = new HoldEngine(database, new RecordLocks(database));
    forms = forms(expressions);
    Form shelf = forms.find("shelf").orElseThrow();
    pool =
        new Pool(
            shelf,
            new Pool.Counts(
                shelf.field("available").orElseThrow(), shelf.field("reserved").orElse(null)),
            null);
    match = List.of(shelf.field("sku").orElseThrow());
    ObjectNode data = new ObjectMapper().createObjectNode().put("sku", "HOT");
    data.put("available", STOCK).put("reserved", 0);
    var unused =
        records.write(
            forms, Batch.one("shelf", Change.create(data), STEP, Origin.of(Origin.Kind.API)));
  }

  private Forms forms(ExpressionEngine expressions) {
    var problems = new Problems();
    AppDocuments documents =
        AppReader.read(
            new AppFiles(new TreeMap<>(Map.of("app.json", APP, "forms/shelf.json", SHELF))),
            problems);
    String schema = Identifiers.schema("hot", "");
    Map<String, Form> byId =
        new FormCompiler(
                new KindRegistry<>("field", List.of(new TextField(), new NumberField())),
                expressions)
            .compile(schema, documents.forms().values(), problems);
    var known = new PermissionCompiler.Known("hot", byId.keySet(), byId::get, Set.of(), Set.of());
    var permissions =
        new PermissionCompiler(expressions).compile(documents.roles().values(), known, problems);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(problems.list().toString());
    }
    new SchemaStore(database).apply(schema, FormTables.of(schema, byId.values()));
    return new Forms("hot", "", 1, schema, documents.app(), byId, permissions);
  }

  /** Started as a process of its own, with the application's libraries. */
  public static void main(String... arguments) throws Exception {
    Rival.serve(new HoldsSide(Side.pool()));
  }

  @Override
  public double run(Duration time) throws Exception {
    double rate = Threads.rate(THREADS, time, thread -> orders());
    check();
    return rate;
  }

  private int orders() {
    var requests = new ArrayList<HoldEngine.Request>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      UUID order = UUID.randomUUID();
      requests.add(
          new HoldEngine.Request(
              new Holder(order, "order", order, "hold", "hold"),
              List.of(new Want(match, List.of("HOT"), BigDecimal.ONE, about)),
              null));
    }
    Scope scope = records.scope(forms, STEP);
    List<Holding> held =
        database.inNewTransaction(
            connection ->
                holds.hold("hot", pool, requests, scope, among -> List.of(), this::write));
    if (held.stream().anyMatch(one -> !one.lacking().isEmpty())) {
      throw new IllegalStateException("sold out");
    }
    return BATCH;
  }

  private List<dev.nacre.record.Outcome> write(String form, List<Change> changes) {
    var origin = new Origin(Origin.Kind.WORKFLOW, "hold/hold");
    return records.write(forms, new Batch(form, changes, Batch.Mode.ALL_OR_NOTHING, STEP, origin));
  }

  private void check() throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select reserved = (select sum(quantity) from nacre.hold where state = '"
                    + Hold.State.HELD.id()
                    + "'), available + reserved, available from app_hot.shelf")) {
      row.next();
      if (!row.getBoolean(1) || row.getLong(2) != STOCK || row.getLong(3) < 0) {
        throw new IllegalStateException("it doesn't add up");
      }
    }
  }
}
