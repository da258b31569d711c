package dev.nacre.storage;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Counts what a database is asked, by whatever way: a test that holds one number against another
 * shows that what is done for many is done with as many statements as for one.
 */
public final class StatementCount {
  private final AtomicInteger asked = new AtomicInteger();

  /** A source of the same connections, whose statements are counted. */
  public DataSource over(DataSource source) {
    return watched(DataSource.class, source);
  }

  /** How many statements ran during that work. */
  public int during(Runnable work) {
    int before = asked.get();
    work.run();
    return asked.get() - before;
  }

  private <T> T watched(Class<T> type, T real) {
    InvocationHandler handler = (proxy, method, args) -> invoke(real, method, args);
    return type.cast(
        Proxy.newProxyInstance(
            StatementCount.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private @Nullable Object invoke(Object real, Method method, @Nullable Object[] args)
      throws Throwable {
    boolean statement = real instanceof Statement && method.getName().startsWith("execute");
    // what is copied in goes past the statements of JDBC
    if (statement || method.getName().equals("getCopyAPI")) {
      asked.incrementAndGet();
    }
    try {
      return switch (method.invoke(real, args)) {
        case Connection connection when real instanceof DataSource ->
            watched(Connection.class, connection);
        case PGConnection bare when method.getName().equals("unwrap") ->
            watched(PGConnection.class, bare);
        case PreparedStatement prepared -> watched(PreparedStatement.class, prepared);
        case Statement plain when real instanceof Connection -> watched(Statement.class, plain);
        case null -> null;
        case Object other -> other;
      };
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
