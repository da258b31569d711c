package dev.nacre.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import dev.nacre.storage.StorageException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Savepoint;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The container's transactions behave as the plain ones that most tests run on. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class TransactionsIT {
  @Inject Database database;

  @BeforeEach
  void make() {
    Rows.update(database, "create table written (n int primary key)", List.of());
  }

  @AfterEach
  void drop() {
    Rows.update(database, "drop table written", List.of());
  }

  private void write(int n) {
    Rows.update(database, "insert into written values (?)", List.of(n));
  }

  private List<Integer> written() {
    return Rows.query(
        database, "select n from written order by n", List.of(), row -> row.getInt(1));
  }

  private void refuse(int n) {
    database.inTransaction(
        connection -> {
          write(n);
          throw new IllegalArgumentException("refused");
        });
  }

  @Test
  void keepsTheRestWhenARefusedPartIsUndoneToItsSavepoint() {
    database.inNewTransaction(
        connection -> {
          write(1);
          Savepoint before = connection.setSavepoint();
          assertThatThrownBy(() -> refuse(2)).isInstanceOf(IllegalArgumentException.class);
          connection.rollback(before);
          assertThatThrownBy(() -> write(1)).isInstanceOf(StorageException.class);
          connection.rollback(before);
          write(3);
          return null;
        });

    assertThat(written()).containsExactly(1, 3);
  }

  @Test
  void undoesEverythingWhenNobodyCatchesWhatAPartRaises() {
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    connection -> {
                      write(1);
                      refuse(2);
                      return null;
                    }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(written()).isEmpty();
  }
}
