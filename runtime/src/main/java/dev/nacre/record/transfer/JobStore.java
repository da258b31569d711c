package dev.nacre.record.transfer;

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
      problems, who, started_at, finished_at\
      """;

  private final Database database;
  private final InstantSource clock;

  /** Over that database. */
  public JobStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Opens a job.
   *
   * @param kind {@code import} or {@code file}
   * @param subject the form or the connector
   */
  public Job start(String app, String kind, String subject, @Nullable String file, String who) {
    Instant now = clock.instant();
    UUID id = Uuid7.next();
    update(
        Sql.of(
            """
            INSERT INTO nacre.job (id, app, kind, subject, file, state, who, started_at, touched_at)
            VALUES (?, ?, ?, ?, ?, 'running', ?, ?, ?)\
            """,
            id,
            app,
            kind,
            subject,
            file == null ? null : file.replace("\0", ""),
            who,
            now,
            now));
    return find(app, id).orElseThrow();
  }

  /** Saves how far a running job has come; false when it was cancelled and must stop. */
  public boolean save(UUID id, Progress progress) {
    return save(id, progress, Job.State.RUNNING, null);
  }

  /** Saves how far a running job came and ends it; false when it was cancelled before. */
  public boolean finish(UUID id, Progress progress, Job.State state) {
    return save(id, progress, state, clock.instant());
  }

  private boolean save(UUID id, Progress progress, Job.State state, @Nullable Instant finishedAt) {
    long settled =
        progress.created() + progress.updated() + progress.unchanged() + progress.failed();
    return update(
            Sql.of(
                """
                UPDATE nacre.job
                   SET state = ?, finished_at = ?::timestamptz, touched_at = ?, rows = ?,
                       total = ?::bigint, done = ?, created = ?, updated = ?, unchanged = ?,
                       failed = ?, problems = problems || ?::jsonb
                 WHERE id = ? AND state = 'running'\
                """,
                state.id(),
                finishedAt,
                clock.instant(),
                progress.rows(),
                progress.total(),
                settled,
                progress.created(),
                progress.updated(),
                progress.unchanged(),
                progress.failed(),
                JobProblems.write(progress.takeProblems()),
                id))
        > 0;
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

  /** The latest jobs of an app, newest first. */
  public List<Job> list(String app, int limit) {
    return query(Sql.of(" WHERE app = ? ORDER BY started_at DESC, id DESC LIMIT ?", app, limit));
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
        instant(row, "finished_at"));
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
