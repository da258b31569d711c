package dev.nacre.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * {@code COPY} of the PostgreSQL driver. It is called by name: the driver's types carry annotations
 * that aren't on the compiler's class path, which it warns of and which is an error here.
 */
final class CopyProtocol {
  private static final String CONNECTION = "org.postgresql.PGConnection";

  private final Object manager;

  CopyProtocol(Connection connection) throws SQLException {
    try {
      Class<?> type = Class.forName(CONNECTION, true, CopyProtocol.class.getClassLoader());
      manager = type.getMethod("getCopyAPI").invoke(connection.unwrap(type));
    } catch (ReflectiveOperationException e) {
      throw new SQLException("no COPY in this driver", e);
    }
  }

  /** Writes the rows, and gives how many there were. */
  long out(String sql, OutputStream to) throws SQLException, IOException {
    return call("copyOut", sql, OutputStream.class, to);
  }

  /** Reads rows, and gives how many there were. */
  long in(String sql, InputStream from) throws SQLException, IOException {
    return call("copyIn", sql, InputStream.class, from);
  }

  private <T> long call(String method, String sql, Class<T> kind, T stream)
      throws SQLException, IOException {
    try {
      Object rows =
          manager.getClass().getMethod(method, String.class, kind).invoke(manager, sql, stream);
      return ((Number) rows).longValue();
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case SQLException refused -> throw refused;
        case IOException broken -> throw broken;
        case null, default -> throw new SQLException(e.getCause());
      }
    } catch (ReflectiveOperationException e) {
      throw new SQLException("no COPY in this driver", e);
    }
  }
}
