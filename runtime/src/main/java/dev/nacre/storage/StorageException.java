package dev.nacre.storage;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** The database refused or failed; the SQL state tells which. */
public final class StorageException extends NacreException {
  private static final long serialVersionUID = 1L;

  private final String sqlState;

  /** Wraps what JDBC reported. */
  public StorageException(SQLException cause) {
    super(List.of(Problem.at("", "storage_failed", cause.getMessage())));
    initCause(cause);
    this.sqlState = cause.getSQLState() == null ? "" : cause.getSQLState();
  }

  /** The five-character SQL state; empty when unknown. */
  public String sqlState() {
    return sqlState;
  }

  /** The constraint that was broken; null when it was none. */
  public @Nullable String constraint() {
    return getCause() instanceof PSQLException refused && refused.getServerErrorMessage() != null
        ? refused.getServerErrorMessage().getConstraint()
        : null;
  }

  /**
   * Whether trying the same again may succeed: lost connection, serialization, deadlock, shutdown.
   */
  public boolean retryable() {
    return sqlState.startsWith("08") || sqlState.startsWith("40") || sqlState.startsWith("57");
  }
}
