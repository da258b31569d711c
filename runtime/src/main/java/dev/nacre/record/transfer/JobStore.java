package dev.nacre.record.transfer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.storage.Database;
import dev.nacre.storage.Parameters;
import dev.nacre.storage.Sql;
import dev.nacre.storage.Uuid7;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The jobs of all nodes. */
@Singleton
public final class JobStore {
  /** A worker that gave no sign of life for so long is gone. */
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private static final String COLUMNS =
      """
      id, app, kind, subject, file, state, rows, total, done, created, updated, unchanged, failed,
      problems, who, started_at, finished_at, dry_run, columns, undoes, undone_by, action\
      """;

  private final Database database;
  private final InstantSource clock;

  /** Over that database. */
  public JobStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * What a job begins with.
   *
   * @param kind {@code import}, {@code undo} or {@code file}
   * @param subject the form or the connector
   * @param columns of the file; empty when it has none
   * @param undoes the job whose work it takes back; null for every other
   * @param action of bulk work, what is done; null for every other
   */
  public record Start(
      String app,
      String kind,
      String subject,
      @Nullable String file,
      String who,
      boolean dryRun,
      List<String> columns,
      @Nullable UUID undoes,
      @Nullable String action) {}

  /** Opens a job that is nothing special. */
  public Job start(String app, String kind, String subject, @Nullable String file, String who) {
    return start(new Start(app, kind, subject, file, who, false, List.of(), null, null));
  }

  /** Opens a job. */
  public Job start(Start start) {
    Instant now = clock.instant();
    UUID id = Uuid7.next();
    ArrayNode columns = Json.MAPPER.createArrayNode();
    start.columns().forEach(column -> columns.add(column.replace("\0", "")));
    update(
        Sql.of(
            """
            INSERT INTO nacre.job (id, app, kind, subject, file, state, who, started_at, touched_at,
                                   dry_run, columns, undoes, action)
            VALUES (?, ?, ?, ?, ?, 'running', ?, ?, ?, ?, ?::jsonb, ?::uuid, ?)\
            """,
            id,
            start.app(),
            start.kind(),
            start.subject(),
            start.file() == null ? null : start.file().replace("\0", ""),
            start.who(),
            now,
            now,
            start.dryRun(),
            Json.write(columns),
            start.undoes(),
            start.action()));
    return find(start.app(), id).orElseThrow();
  }

  /**
   * Says that a job takes back what another did.
   *
   * @return false when somebody was faster
   */
  public boolean undo(Job job, UUID by) {
    return update(
            Sql.of(
                """
                UPDATE nacre.job SET undone_by = ? WHERE id = ? AND undone_by IS NULL\
                """,
                by,
                job.id()))
        > 0;
  }

  /** Says that it was not taken back after all, so that it can be tried again. */
  public void notUndone(UUID id) {
    update(Sql.of("UPDATE nacre.job SET undone_by = NULL WHERE id = ?", id));
  }

  /** Saves how far a running job has come; false when it was cancelled and must stop. */
  public boolean save(UUID id, Progress progress) {
    return save(id, progress, Job.State.RUNNING, null);
  }

  /** Saves how far a running job came and ends it; false when it was cancelled before. */
  public boolean finish(UUID id, Progress progress, Job.State state) {
    return save(id, progress, state, clock.instant());
  }

  /** What a cancelled job has done until it noticed is counted, too. */
  private boolean save(UUID id, Progress progress, Job.State state, @Nullable Instant finishedAt) {
    Sql sql =
        Sql.of(
            """
            UPDATE nacre.job
               SET finished_at = CASE state WHEN 'running' THEN ?::timestamptz ELSE finished_at END,
                   state = CASE state WHEN 'running' THEN ? ELSE state END,
                   touched_at = ?, rows = ?, total = ?::bigint, done = ?, created = ?, updated = ?,
                   unchanged = ?, failed = ?, problems = problems || ?::jsonb
             WHERE id = ? AND state IN ('running', 'cancelled') RETURNING state\
            """,
            finishedAt,
            state.id(),
            clock.instant(),
            progress.rows(),
            progress.total(),
            progress.settled(),
            progress.created(),
            progress.updated(),
            progress.unchanged(),
            progress.failed(),
            JobProblems.write(progress.takeProblems()),
            id);
    String now =
        database.inNewTransaction(
            connection -> {
              try (PreparedStatement update = connection.prepareStatement(sql.text())) {
                Parameters.set(update, sql.parameters());
                try (ResultSet row = update.executeQuery()) {
                  return row.next() ? row.getString(1) : "";
                }
              }
            });
    return now.equals(state.id());
  }

  /**
   * Stops a running job; what it did stays done.
   *
   * @return whether it was running
   */
  public boolean cancel(String app, UUID id) {
    Instant now = clock.instant();
    return update(
            Sql.of(
                """
                UPDATE nacre.job SET state = 'cancelled', finished_at = ?
                 WHERE id = ? AND app = ? AND state = 'running'\
                """,
                now,
                id,
                app))
        > 0;
  }

  /** A job of that app. One whose worker is gone has failed. */
  public Optional<Job> find(String app, UUID id) {
    Sql which = Sql.of(" WHERE id = ? AND app = ?", id, app);
    return query(which).stream().findFirst();
  }

  /**
   * Which jobs are wanted.
   *
   * @param who whose; null for everybody's
   * @param before the job after which a page begins; null for the first page
   */
  public record Page(String app, @Nullable String who, @Nullable UUID before, int limit) {}

  /** Jobs, newest first. */
  public List<Job> list(Page page) {
    Sql which = Sql.of(" WHERE app = ?", page.app());
    if (page.who() != null) {
      which = which.then(Sql.of(" AND who = ?", page.who()));
    }
    if (page.before() != null) {
      which =
          which.then(
              Sql.of(
                  """
                   AND (started_at, id) < (SELECT started_at, id FROM nacre.job
                                           WHERE id = ? AND app = ?)\
                  """,
                  page.before(),
                  page.app()));
    }
    return query(which.then(Sql.of(" ORDER BY started_at DESC, id DESC LIMIT ?", page.limit())));
  }

  private List<Job> query(Sql which) {
    Instant now = clock.instant();
    update(
        Sql.of(
            """
            UPDATE nacre.job SET state = 'failed', finished_at = ?, problems = problems || ?::jsonb
             WHERE state = 'running' AND touched_at < ?\
            """,
            now,
            JobProblems.write(List.of(Problem.at("", "job_interrupted"))),
            now.minus(SILENCE)));
    Sql sql = Sql.of("SELECT " + COLUMNS + " FROM nacre.job").then(which);
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(sql.text())) {
            Parameters.set(select, sql.parameters());
            var jobs = new ArrayList<Job>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                jobs.add(read(row));
              }
            }
            return jobs;
          }
        });
  }

  private static Job read(ResultSet row) throws SQLException {
    return new Job(
        row.getObject("id", UUID.class),
        row.getString("app"),
        row.getString("kind"),
        row.getString("subject"),
        row.getString("file"),
        Job.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getLong("rows"),
        row.getObject("total", Long.class),
        row.getLong("done"),
        row.getLong("created"),
        row.getLong("updated"),
        row.getLong("unchanged"),
        row.getLong("failed"),
        JobProblems.read(row.getString("problems")),
        row.getString("who"),
        Objects.requireNonNull(instant(row, "started_at")),
        instant(row, "finished_at"),
        row.getBoolean("dry_run"),
        RefusalStore.texts(row.getString("columns")),
        row.getObject("undoes", UUID.class),
        row.getObject("undone_by", UUID.class),
        row.getString("action"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private int update(Sql sql) {
    // of its own: others watch a job while its transactions are open
    return database.inNewTransaction(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(sql.text())) {
            Parameters.set(update, sql.parameters());
            return update.executeUpdate();
          }
        });
  }
}
