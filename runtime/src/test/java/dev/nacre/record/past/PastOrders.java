package dev.nacre.record.past;

import static dev.nacre.record.TestApp.ADMIN;
import static dev.nacre.record.TestApp.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.TestApp;
import dev.nacre.security.Identity;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Orders of the app {@code past}, and what tests do with them. */
abstract class PastOrders {
  static final Identity SELLER =
      new Identity("lin", "Lin", false, Map.of("past", Set.of("seller")), false);
  static final Origin API = Origin.of(Origin.Kind.API);

  final TestApp app = TestApp.of("past");
  final PastEngine past = app.past;
  final RestoreEngine restores = new RestoreEngine(app.database, app.engine, past);

  UUID order() {
    return id(
        app.create(
            "order",
            "{'no':'1','cost':5,'phone':'13800001234','address':'old','lines':[{'sku':'x','qty':2,'price':10.05},{'sku':'y','price':3}]}"));
  }

  UUID id(Outcome outcome) {
    assertThat(outcome.problems()).isEmpty();
    return Objects.requireNonNull(outcome.id());
  }

  Outcome change(UUID id, String patch) {
    return app.change("order", Change.update(id, null, json(patch)));
  }

  Outcome change(UUID id, String patch, Origin.Kind door) {
    Change change = Change.update(id, null, json(patch));
    return app.engine
        .write(app.forms, Batch.one("order", change, ADMIN, Origin.of(door)))
        .getFirst();
  }

  RestoreEngine.Wish back(UUID id, long version) {
    return new RestoreEngine.Wish("order", id, version, Set.of(), null, null);
  }

  String checksum(UUID id, long version) {
    return Objects.requireNonNull(
        past.snapshot(app.forms, "order", id, version, ADMIN).version().checksum());
  }

  String line(UUID id, int place) {
    return past.snapshot(app.forms, "order", id, 1, ADMIN)
        .values()
        .get("lines")
        .get(place)
        .get("id")
        .asText();
  }
}
