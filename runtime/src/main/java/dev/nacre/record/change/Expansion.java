package dev.nacre.record.change;

import dev.nacre.metadata.Problem;
import dev.nacre.record.ColumnLog;
import dev.nacre.record.ColumnStore;
import dev.nacre.record.FormTables;
import dev.nacre.record.Forms;
import dev.nacre.storage.Database;
import dev.nacre.storage.Identifiers;
import dev.nacre.storage.SchemaStore;
import dev.nacre.storage.TableShape;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Brings tables to what a version needs while people go on working with another: columns are added,
 * written twice from then on, filled, indexed. Each step may be cut off anywhere and done again.
 */
@Singleton
public final class Expansion {
  private final Database database;
  private final SchemaStore tables;
  private final ColumnStore columns;

  /** On that database. */
  public Expansion(Database database, SchemaStore tables, ColumnStore columns) {
    this.database = database;
    this.tables = tables;
    this.columns = columns;
  }

  /**
   * Makes room for a version. Nobody may make room for another one meanwhile.
   *
   * @param served the versions served now, the one for everybody first
   * @param compile compiles the version for the columns that its fields have
   * @param follow returns when every node writes into all columns of the log
   * @return what could not be done; then nothing that stands in anybody's way was left
   */
  public List<Problem> expand(
      String schema, List<Forms> served, Function<ColumnLog, Forms> compile, Runnable follow) {
    ColumnLog log = columns.read(schema);
    Forms next = compile.apply(log);
    var picks = new ColumnChoice(log, served, tables.columns(schema)).choose(next);
    var news = picks.stream().filter(ColumnChoice.Pick::isNew).toList();
    var all = new ArrayList<>(log.entries());
    news.forEach(pick -> all.add(pick.entry()));
    if (!news.isEmpty()) {
      next = compile.apply(new ColumnLog(List.copyOf(all)));
    }
    var unfilled = picks.stream().map(ColumnChoice.Pick::entry).filter(e -> !e.filled()).toList();
    List<TableShape> shapes = FormTables.of(schema, next.all());
    List<Problem> refused = tables.apply(schema, without(shapes, unfilled));
    if (!refused.isEmpty()) {
      relax(schema, served, shapes);
      return refused;
    }
    // known only once they are there, since everybody writes into what is known
    picks.forEach(
        p ->
            columns.keep(
                schema, p.entry().table(), p.field(), p.entry().column(), p.entry().filled()));
    if (unfilled.isEmpty()) {
      return List.of();
    }
    follow.run();
    for (ColumnLog.Entry entry : unfilled) {
      fill(schema, entry, sources(all, entry, served), next);
      columns.filled(schema, entry);
    }
    List<Problem> last = tables.apply(schema, shapes);
    if (!last.isEmpty()) {
      relax(schema, served, shapes);
    }
    return last;
  }

  /**
   * Builds the indexes that tables of served versions lack, beside those who write: a newer Nacre
   * may want some that an older one, which made the tables, didn't know. Unique ones are left to
   * publishing, since they refuse records.
   */
  public void index(String schema, List<Forms> served) {
    Set<String> there = tables.columns(schema).keySet();
    var wanted = new ArrayList<TableShape>();
    for (Forms forms : served) {
      for (TableShape shape : FormTables.of(schema, forms.all())) {
        if (there.contains(Identifiers.fit(shape.name()))) {
          wanted.add(
              new TableShape(
                  schema,
                  shape.name(),
                  List.of(),
                  shape.indexes().stream().filter(index -> !index.unique()).toList()));
        }
      }
    }
    List<Problem> problems = tables.apply(schema, wanted);
    if (!problems.isEmpty()) {
      throw new IllegalStateException("indexes of " + schema + ": " + problems);
    }
  }

  /**
   * Takes away what would refuse records on behalf of a version that nobody is served. Nobody may
   * make room for another version meanwhile.
   *
   * @param served the versions served now
   */
  public void relax(String schema, List<Forms> served) {
    relax(schema, served, List.of());
  }

  /**
   * The same after a version has failed for which room was made.
   *
   * @param failed what it came to
   */
  public void relax(String schema, List<Forms> served, Forms failed) {
    relax(schema, served, FormTables.of(schema, failed.all()));
  }

  private void relax(String schema, List<Forms> served, List<TableShape> also) {
    var shapes = new ArrayList<TableShape>();
    served.forEach(forms -> shapes.addAll(FormTables.of(schema, forms.all())));
    tables.relax(schema, shapes, also);
  }

  /** Indexes of what isn't filled come last: a unique one could refuse values on their way. */
  private static List<TableShape> without(List<TableShape> shapes, List<ColumnLog.Entry> unfilled) {
    Set<String> names = new HashSet<>();
    unfilled.forEach(entry -> names.add(entry.table()));
    return shapes.stream()
        .map(
            shape ->
                names.contains(shape.name())
                    ? new TableShape(shape.schema(), shape.name(), shape.columns(), List.of())
                    : shape)
        .toList();
  }

  /** The other columns, those of what is served first, then the newest. */
  private static List<ColumnLog.Entry> sources(
      List<ColumnLog.Entry> all, ColumnLog.Entry of, List<Forms> served) {
    Set<String> first = new LinkedHashSet<>();
    String form = of.table().split("\\$", 2)[0];
    for (Forms forms : served) {
      forms.find(form).stream()
          .flatMap(
              found ->
                  of.table().equals(form)
                      ? found.field(of.field()).stream()
                      : found
                          .field(of.table().substring(form.length() + 1))
                          .filter(t -> t.target() != null && t.lines())
                          .flatMap(t -> t.target().field(of.field()))
                          .stream())
          .filter(field -> !field.lines() && !field.derived())
          .forEach(field -> first.add(field.storedAs()));
    }
    var others = new ArrayList<ColumnLog.Entry>();
    for (ColumnLog.Entry entry : all.reversed()) {
      if (entry.table().equals(of.table())
          && entry.field().equals(of.field())
          && !entry.column().equals(of.column())) {
        others.add(entry);
      }
    }
    var order = List.copyOf(first);
    others.sort(
        Comparator.comparingInt(
            e -> order.contains(e.storedAs()) ? order.indexOf(e.storedAs()) : order.size()));
    return others;
  }

  private void fill(String schema, ColumnLog.Entry entry, List<ColumnLog.Entry> from, Forms next) {
    var writers = new Writers(database, schema, entry.table());
    String since = writers.lately();
    writers.drain();
    var backfill = new Backfill(database, schema, entry, from, next.zone());
    Backfill.Result result = backfill.run("true");
    // whoever was about to write when the column became known has written by now
    writers.drain();
    backfill.run(since);
    tables.note(
        schema,
        "-- %s.%s: %d values brought into %s, %d can't be said there and stay where they are"
            .formatted(
                entry.table(), entry.field(), result.converted(), entry.column(), result.kept()));
  }
}
