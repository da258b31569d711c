package dev.nacre.event;

import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import dev.nacre.storage.Sql;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what gave up by connector and cause. */
final class Causes {
  private Causes() {}

  static List<CauseCount> count(
      Database database, String table, String app, @Nullable String connector) {
    var which = new ArrayList<Sql>();
    which.add(Sql.of(" app = ? AND state = 'dead'", app));
    LedgerScan.add(which, " connector = ?", connector);
    Sql sql =
        Sql.of("SELECT connector, cause, count(*), max(id) FROM " + table)
            .then(LedgerScan.where(which))
            .then(" GROUP BY connector, cause ORDER BY 3 DESC, 4 DESC LIMIT 200");
    return Rows.query(
        database,
        sql.text(),
        sql.parameters(),
        row -> new CauseCount(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
  }
}
