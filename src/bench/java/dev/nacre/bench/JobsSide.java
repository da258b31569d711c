package dev.nacre.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * db-scheduler at its best: jobs are put in by the hundred, taken by {@code lock-and-fetch}, and do
 * nothing. A job that is done leaves nothing behind.
 */
final class JobsSide implements Rival.Work {
  private static final int THREADS = 8;
  private static final int BATCH = 100;

  private final AtomicLong put = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final OneTimeTask<Void> job;
  private final Scheduler scheduler;

  JobsSide(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table scheduled_tasks (
            task_name text not null, task_instance text not null, task_data bytea,
            execution_time timestamp with time zone not null, picked boolean not null,
            picked_by text, last_success timestamp with time zone,
            last_failure timestamp with time zone, consecutive_failures int,
            last_heartbeat timestamp with time zone, version bigint not null, priority smallint,
            primary key (task_name, task_instance));
          create index execution_time_idx on scheduled_tasks (execution_time);
          create index last_heartbeat_idx on scheduled_tasks (last_heartbeat)\
          """);
    }
    job = Tasks.oneTime("jot").execute((instance, context) -> done.incrementAndGet());
    scheduler =
        Scheduler.create(database, job)
            .threads(THREADS)
            .pollUsingLockAndFetch(4.0, 20.0)
            .pollingInterval(Duration.ofMillis(100))
            .build();
    scheduler.start();
  }

  /** Keeps it fed until the time is over, and waits until all is done. */
  @Override
  public double run(Duration time) throws Exception {
    long before = done.get();
    long began = System.nanoTime();
    long end = began + time.toNanos();
    while (System.nanoTime() < end) {
      if (put.get() - done.get() < Queued.AHEAD) {
        List<TaskInstance<?>> batch =
            IntStream.range(0, BATCH)
                .<TaskInstance<?>>mapToObj(i -> job.instance("j" + put.incrementAndGet()))
                .toList();
        scheduler.scheduleBatch(batch, Instant.now());
      } else {
        Thread.sleep(1);
      }
    }
    while (done.get() < put.get()) {
      Thread.sleep(1);
    }
    return (done.get() - before) / ((System.nanoTime() - began) / 1e9);
  }
}
