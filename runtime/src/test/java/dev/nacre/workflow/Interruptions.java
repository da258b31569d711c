package dev.nacre.workflow;

import dev.nacre.storage.Database;
import dev.nacre.storage.DatabaseOver;
import dev.nacre.storage.StorageException;
import java.sql.SQLException;
import java.util.random.RandomGenerator;

/** A database whose process may die around a commit, or lose a transaction to another one. */
final class Interruptions extends DatabaseOver {
  private RandomGenerator random = RandomGenerator.getDefault();
  private int killPercent;
  private int loseTimes;

  Interruptions(Database inner) {
    super(inner);
  }

  /** The process is gone; no code of ours may catch it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** From now on, so many of a hundred transactions end with the process. */
  void kill(int percent, RandomGenerator by) {
    killPercent = percent;
    random = by;
  }

  /** The next transactions are lost to others. */
  void lose(int times) {
    loseTimes = times;
  }

  @Override
  public <T> T inNewTransaction(Work<T> work) {
    boolean dies = random.nextInt(100) < killPercent;
    boolean before = random.nextBoolean();
    T result =
        super.inNewTransaction(
            connection -> {
              T done = work.on(connection);
              if (loseTimes > 0) {
                loseTimes--;
                throw new StorageException(new SQLException("deadlock detected", "40P01"));
              }
              if (dies && before) {
                throw new Killed();
              }
              return done;
            });
    if (dies) {
      throw new Killed();
    }
    return result;
  }
}
