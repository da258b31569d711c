package dev.nacre.bench;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** What the other sides that are no servers have in common: their name, and the database. */
enum Side {
  /** Flowable, embedded. */
  FLOWABLE,
  /** db-scheduler. */
  JOBS,
  /** Rows, inserted one by one. */
  INSERT,
  /** A shelf, locked by {@code SELECT … FOR UPDATE}. */
  LOCKS;

  /** Works as told, in this process. */
  void serve() throws Exception {
    switch (this) {
      case FLOWABLE -> Rival.serve(new FlowableSide(pool()));
      case JOBS -> Rival.serve(new JobsSide(pool()));
      case INSERT -> Rival.serve(new InsertSide(pool()));
      case LOCKS -> Rival.serve(new LocksSide(pool()));
    }
  }

  /** Where the database is, as told by the environment. */
  static AgroalDataSource pool() throws SQLException {
    Map<String, String> told = System.getenv();
    String url = Objects.requireNonNull(told.get("BENCH_URL"));
    var principal = new NamePrincipal(told.get("BENCH_USER"));
    var password = new SimplePassword(told.get("BENCH_PASSWORD"));
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                pool ->
                    pool.maxSize(24)
                        .acquisitionTimeout(Duration.ofSeconds(20))
                        .connectionFactoryConfiguration(
                            factory ->
                                factory.jdbcUrl(url).principal(principal).credential(password))));
  }
}
