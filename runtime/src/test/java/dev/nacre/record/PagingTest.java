package dev.nacre.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages put together are the whole list: sorted, empty values last, then by id. */
class PagingTest {
  private static final SalesOrders SALES = new SalesOrders(60);
  private static final String NEWEST =
      "explain select a.id from app_sales.\"order\" a where a.deleted_at is null"
          + " order by a.created_at desc, a.id limit 50";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "-id",
        "createdAt",
        "-createdAt",
        "warehouse",
        "-warehouse",
        "no",
        "-no",
        "amount",
        "-amount",
        "channel,-amount",
        "-warehouse,due",
        "-paid,-warehouse",
        "-createdBy,channel"
      })
  void sortsByAnythingAndGoesOnWhereAPageEnded(String sort) {
    List<Query.Sort> keys = List.of(sort.split(",", -1)).stream().map(Query.Sort::read).toList();
    var seen = new ArrayList<UUID>();
    String cursor = null;
    do {
      Page page =
          SALES.app.engine.query(
              SALES.app.forms,
              Query.of("order").sortedBy(keys).limit(7).after(cursor),
              TestApp.ADMIN);
      assertThat(page.records()).hasSizeBetween(1, 7);
      page.records().forEach(record -> seen.add(record.id()));
      cursor = page.next();
    } while (cursor != null);

    List<UUID> expected = SALES.orders.stream().sorted(order(keys)).map(StoredRecord::id).toList();
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void readsTheNewestFirstOutOfTheIndexWithoutSorting() {
    List<String> plan =
        SALES.app.database.inNewTransaction(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute("set local enable_seqscan = off");
                var lines = new ArrayList<String>();
                try (ResultSet rows = statement.executeQuery(NEWEST)) {
                  while (rows.next()) {
                    lines.add(rows.getString(1));
                  }
                }
                return lines;
              }
            });
    assertThat(plan)
        .anyMatch(line -> line.contains("order$i$created_at"))
        .noneMatch(line -> line.contains("Sort"));
  }

  private static Comparator<StoredRecord> order(List<Query.Sort> keys) {
    Comparator<StoredRecord> order = Comparator.comparing(record -> record.id().toString());
    for (Query.Sort key : keys.reversed()) {
      Comparator<StoredRecord> first =
          (a, b) -> compare(a.get(key.field()), b.get(key.field()), key);
      order = first.thenComparing(order);
    }
    return order;
  }

  @SuppressWarnings("unchecked")
  private static int compare(@Nullable Object a, @Nullable Object b, Query.Sort key) {
    if (a == null || b == null) {
      return Boolean.compare(a == null, b == null);
    }
    int order =
        a instanceof UUID
            ? a.toString().compareTo(b.toString().toLowerCase(Locale.ROOT))
            : ((Comparable<Object>) a).compareTo(b);
    return key.descending() ? -order : order;
  }
}
