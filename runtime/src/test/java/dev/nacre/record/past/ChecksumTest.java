package dev.nacre.record.past;

import static dev.nacre.record.TestApp.ADMIN;
import static dev.nacre.record.TestApp.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.metadata.AppFiles;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Checksum;
import dev.nacre.record.Forms;
import dev.nacre.record.InvalidQueryException;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.ReplayEngine;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Versions that are found and proved by their checksums. */
class ChecksumTest extends PastOrders {

  @Test
  void findsAVersionByItsChecksumAndSaysWhetherItStillHolds() {
    UUID id = order();
    String first = checksum(id, 1);
    assertThat(past.find(app.forms, "order", first, ADMIN).valid()).isTrue();
    change(id, "{'address':'new'}");

    String spelled =
        first.substring(0, 4).toUpperCase(java.util.Locale.ROOT) + " " + first.substring(4, 16);
    Snapshot found = past.find(app.forms, "order", spelled, ADMIN);
    assertThat(found.version().number()).isEqualTo(1);
    assertThat(found.newest()).isEqualTo(2);
    assertThat(found.valid()).isFalse();
    assertThat(found.seal()).isEqualTo(Snapshot.Seal.INTACT);
    assertThat(checksum(id, 2)).isNotEqualTo(first);

    assertThatThrownBy(() -> past.find(app.forms, "order", "f".repeat(64), ADMIN))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> past.find(app.forms, "order", "abc", ADMIN))
        .isInstanceOf(InvalidQueryException.class);
    assertThatThrownBy(() -> past.find(app.forms, "customer", first, ADMIN))
        .isInstanceOf(InvalidQueryException.class);
  }

  @Test
  void letsNobodyTryWhatTheyMayNotSeeAgainstAChecksum() {
    UUID id = order();
    Snapshot seen = past.snapshot(app.forms, "order", id, 1, SELLER);
    assertThat(seen.version().checksum()).isNull();
    for (String guess : List.of(checksum(id, 1), "f".repeat(64))) {
      assertThatThrownBy(() -> past.find(app.forms, "order", guess, SELLER))
          .isInstanceOf(ForbiddenException.class)
          .hasMessageContaining("checksum_covered");
    }
  }

  @Test
  void noticesWhenHistoryWasMeddledWith() {
    UUID id = order();
    String checksum = checksum(id, 1);
    app.database.inTransaction(
        connection ->
            connection
                .createStatement()
                .executeUpdate(
                    "update app_past._history set after = after || '{\"cost\": 6}' where record_id"
                        + " = '"
                        + id
                        + "'"));
    Snapshot found = past.find(app.forms, "order", checksum, ADMIN);
    assertThat(found.seal()).isEqualTo(Snapshot.Seal.BROKEN);
    assertThat(found.valid()).isFalse();
  }

  @Test
  void givesTheSameChecksumForTheSameValuesHoweverWritten() {
    UUID id = UUID.randomUUID();
    assertThat(Checksum.of("f", id, 1, json("{'a':1.50,'b':null,'c':[]}")))
        .isEqualTo(Checksum.of("f", id, 1, json("{'a':1.5}")))
        .isNotEqualTo(Checksum.of("f", id, 2, json("{'a':1.5}")))
        .isNotEqualTo(Checksum.of("f", id, 1, json("{'a':'1.5'}")))
        .hasSize(64);
  }

  @Test
  void replaysTheCalculationStepByStep() {
    UUID id = order();
    change(id, "{'lines':[]}");
    List<ReplayEngine.Step> steps = past.calculation(app.forms, "order", id, 1, ADMIN);
    assertThat(steps)
        .extracting(s -> s.field().id() + s.line() + " " + s.formula() + " = " + s.result())
        .containsExactly(
            "amount0 qty * price = 20.1",
            "amount1 qty * price = 3",
            "amount-1 sum(lines, 'amount') = 23.1",
            "rounded-1 round(amount, 0) = 23");
    assertThat(steps).allMatch(ReplayEngine.Step::agrees);
    assertThat(steps.getFirst().inputs())
        .extracting(i -> i.name() + "=" + i.value())
        .containsExactly("price=10.05", "qty=2");
    assertThat(steps.get(2).inputs())
        .extracting(i -> i.name() + "=" + i.value())
        .containsExactly("lines.amount=[20.1,3]");
  }

  @Test
  void tellsNobodyOfWhatTheFormHasNoMore() {
    AppFiles first = app.files;
    String form = first.text("forms/order.json").orElseThrow();
    String cost = "    {\"id\": \"cost\", \"type\": \"money\"},\n";
    assertThat(form).contains(cost);
    Forms profit =
        app.version(
            2,
            first.with(
                "forms/order.json",
                form.replace(
                    cost,
                    cost
                        + "{\"id\": \"profit\", \"type\": \"money\", \"formula\": \"amount -"
                        + " cost\"},")));
    Forms without =
        app.version(
            3,
            first
                .with("forms/order.json", form.replace(cost, ""))
                .with(
                    "roles/seller.json",
                    first
                        .text("roles/seller.json")
                        .orElseThrow()
                        .replace("\"cost\": \"hidden\", ", "")));
    UUID id = order();
    Change raise = Change.update(id, null, json("{'cost':9,'address':'new'}"));
    app.engine.write(profit, Batch.one("order", raise, ADMIN, API));

    for (Identity who : List.of(SELLER, ADMIN)) {
      assertThat(past.compare(without, "order", id, 1, 2, who).changes())
          .extracting(c -> c.field().id())
          .containsExactly("address");
      assertThat(past.snapshot(without, "order", id, 2, who).values().has("profit")).isFalse();
      assertThat(past.calculation(without, "order", id, 2, who))
          .extracting(s -> s.field().id())
          .contains("rounded")
          .doesNotContain("profit");
    }
    assertThat(past.calculation(profit, "order", id, 2, ADMIN))
        .extracting(s -> s.field().id())
        .contains("profit");
  }

  @Test
  void givesEveryVersionInTheListTheChecksumItHasByItself() {
    UUID id = order();
    change(id, "{'address':'new'}");
    change(id, "{'lines':[]}");
    assertThat(past.newest(app.forms, "order", id, ADMIN)).isEqualTo(3);
    assertThat(past.versions(app.forms, "order", id, ADMIN))
        .extracting(Version::checksum)
        .containsExactly(checksum(id, 3), checksum(id, 2), checksum(id, 1))
        .doesNotHaveDuplicates();
    app.database.inTransaction(
        connection ->
            connection
                .createStatement()
                .executeUpdate("update app_past._history set checksum = null"));
    assertThat(past.versions(app.forms, "order", id, ADMIN))
        .extracting(Version::checksum)
        .containsExactly(checksum(id, 3), checksum(id, 2), checksum(id, 1));
  }
}
