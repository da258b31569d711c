package dev.nacre.storage;

import java.sql.PreparedStatement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Statements that go to the database together, in this order: one way there and one back, however
 * many they are. None of them may need what another one answers.
 */
public final class Pipeline {
  private final List<String> statements = new ArrayList<>();
  private final List<@Nullable Object> values = new ArrayList<>();
  private final List<IntConsumer> told = new ArrayList<>();

  /** Adds a statement for these rows, as {@link Columns#run}; nothing when there is none. */
  public <T> void add(Columns<T> columns, String sql, List<T> rows) {
    add(columns, sql, rows, count -> {});
  }

  /**
   * The same.
   *
   * @param count told how many rows it changed, after all of them have run; what it throws goes out
   */
  public <T> void add(Columns<T> columns, String sql, List<T> rows, IntConsumer count) {
    if (!rows.isEmpty()) {
      statements.add(columns.sql(sql, rows));
      values.addAll(columns.values(rows));
      told.add(count);
    }
  }

  /** Runs them within the current transaction, or one of its own. */
  public void run(Database database) {
    if (statements.isEmpty()) {
      return;
    }
    List<Integer> counts =
        database.inTransaction(
            connection -> {
              String all = String.join(";\n", statements);
              try (PreparedStatement statement = connection.prepareStatement(all)) {
                for (int i = 0; i < values.size(); i++) {
                  statement.setObject(i + 1, values.get(i), Types.OTHER);
                }
                statement.execute();
                var found = new ArrayList<Integer>();
                for (int i = 0; i < told.size(); i++) {
                  found.add(statement.getUpdateCount());
                  statement.getMoreResults();
                }
                return found;
              }
            });
    for (int i = 0; i < told.size(); i++) {
      told.get(i).accept(counts.get(i));
    }
  }
}
