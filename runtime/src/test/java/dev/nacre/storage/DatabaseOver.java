package dev.nacre.storage;

/** A database over another one, for tests to change what they want otherwise. */
public abstract class DatabaseOver implements Database {
  private final Database inner;

  /** Over that one. */
  protected DatabaseOver(Database inner) {
    this.inner = inner;
  }

  @Override
  public <T> T inTransaction(Work<T> work) {
    return inner.inTransaction(work);
  }

  @Override
  public boolean joins() {
    return inner.joins();
  }

  @Override
  public <T> T reading(Work<T> work) {
    return inner.reading(work);
  }

  @Override
  public <T> T inNewTransaction(Work<T> work) {
    return inner.inNewTransaction(work);
  }

  @Override
  public <T> T withoutTransaction(Work<T> work) {
    return inner.withoutTransaction(work);
  }

  @Override
  public void afterCommit(Runnable action) {
    inner.afterCommit(action);
  }
}
