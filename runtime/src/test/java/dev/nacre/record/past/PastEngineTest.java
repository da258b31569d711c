package dev.nacre.record.past;

import static dev.nacre.record.TestApp.ADMIN;
import static dev.nacre.record.TestApp.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.metadata.Problem;
import dev.nacre.record.Batch;
import dev.nacre.record.BrokenVersionException;
import dev.nacre.record.Change;
import dev.nacre.record.Forms;
import dev.nacre.record.FormsRegistry;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.Outcome.Status;
import dev.nacre.record.ReplayEngine;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PastEngineTest extends PastOrders {

  @Test
  void asksAPersonWhyInEveryDoorAndOnlyWhileTheConditionHolds() {
    UUID id = order();
    assertThat(change(id, "{'address':'free'}").status()).isEqualTo(Status.UPDATED);
    assertThat(change(id, "{'status':'made'}").problems())
        .extracting(Problem::pointer, Problem::code)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("/note", "note_required"));
    app.change("order", Change.update(id, null, json("{'status':'made'}")).noting("ready"));

    for (Origin.Kind door :
        new Origin.Kind[] {Origin.Kind.SCREEN, Origin.Kind.API, Origin.Kind.IMPORT}) {
      assertThat(change(id, "{'address':'x'}", door).status()).isEqualTo(Status.INVALID);
    }
    assertThat(
            app.change("order", Change.update(id, null, json("{'address':'x'}")).noting(" "))
                .status())
        .isEqualTo(Status.INVALID);
    assertThat(app.change("order", Change.delete(id, null)).status()).isEqualTo(Status.INVALID);
    assertThat(change(id, "{'address':'free'}").status()).isEqualTo(Status.UNCHANGED);
    assertThat(app.change("order", Change.delete(id, null).noting("gone")).status())
        .isEqualTo(Status.DELETED);
    assertThat(app.change("order", Change.restore(id, null)).status()).isEqualTo(Status.INVALID);
  }

  @Test
  void letsWorkflowsAndConnectorsSayTheirReasonThemselves() {
    UUID id = order();
    app.change("order", Change.update(id, null, json("{'status':'made'}")).noting("ready"));
    assertThat(change(id, "{'address':'w'}", Origin.Kind.WORKFLOW).status())
        .isEqualTo(Status.UPDATED);
    assertThat(past.versions(app.forms, "order", id, ADMIN).getFirst().note())
        .isEqualTo("workflow");
  }

  @Test
  void comparesAnyTwoVersionsWithTheirLines() {
    UUID id = order();
    String line = line(id, 0);
    change(id, "{'address':'new','lines':[{'id':'" + line + "','qty':3},{'sku':'z','price':1}]}");
    change(id, "{'phone':null}");

    Comparison both = past.compare(app.forms, "order", id, 1, 3, ADMIN);
    assertThat(both.changes())
        .extracting(c -> c.field().id())
        .containsExactly("phone", "address", "lines", "amount", "rounded");
    assertThat(both.changes().get(2).lines())
        .extracting(l -> l.kind().id() + " " + l.before() + " " + l.after())
        .containsExactlyInAnyOrder(
            "changed {\"qty\":2,\"amount\":20.1} {\"qty\":3,\"amount\":30.15}",
            "added null {\"qty\":1,\"sku\":\"z\",\"price\":1,\"amount\":1}",
            "removed {\"qty\":1,\"sku\":\"y\",\"price\":3,\"amount\":3} null");
    assertThat(past.compare(app.forms, "order", id, 2, 2, ADMIN).changes()).isEmpty();
    assertThatThrownBy(() -> past.compare(app.forms, "order", id, 1, 9, ADMIN))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void tellsNobodyWhatTheyMayNotRead() {
    UUID id = order();
    change(id, "{'cost':9,'phone':'13900001234'}");
    Comparison seen = past.compare(app.forms, "order", id, 1, 2, SELLER);
    assertThat(seen.changes()).extracting(c -> c.field().id()).containsExactly("phone");
    assertThat(seen.changes().toString()).contains("138****1234").doesNotContain("13900001234");
    assertThat(seen.to().checksum()).isNull();
    assertThat(past.snapshot(app.forms, "order", id, 1, SELLER).values().has("cost")).isFalse();
  }

  @Test
  void putsAVersionBackAsAChangeLikeEveryOther() {
    UUID id = order();
    change(id, "{'address':'new','lines':[{'sku':'z','price':1}]}");

    Restoration plan = restores.preview(app.forms, back(id, 1), ADMIN, API);
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.changes())
        .extracting(c -> c.field().id())
        .containsExactly("address", "lines", "amount", "rounded");
    assertThat(past.versions(app.forms, "order", id, ADMIN)).hasSize(2);

    Outcome done = restores.restore(app.forms, back(id, 1), ADMIN, API);
    assertThat(done.status()).isEqualTo(Status.UPDATED);
    assertThat(done.version()).isEqualTo(3);
    assertThat(past.compare(app.forms, "order", id, 1, 3, ADMIN).changes()).isEmpty();
    assertThat(restores.restore(app.forms, back(id, 1), ADMIN, API).status())
        .isEqualTo(Status.UNCHANGED);
  }

  @Test
  void putsBackOnlyWhatItIsAskedFor() {
    UUID id = order();
    change(id, "{'address':'new','phone':null}");
    restores.restore(
        app.forms,
        new RestoreEngine.Wish("order", id, 1, Set.of("address"), null, null),
        ADMIN,
        API);
    assertThat(past.compare(app.forms, "order", id, 1, 3, ADMIN).changes())
        .extracting(c -> c.field().id())
        .containsExactly("phone");
  }

  @Test
  void changesNothingThatThePersonMayNotReadOrChange() {
    UUID ann = id(app.create("customer", "{'name':'Ann'}"));
    UUID id = order();
    change(id, "{'cost':9,'phone':null,'address':'new','customer':'" + ann + "'}");

    Restoration plan = restores.preview(app.forms, back(id, 1), SELLER, API);
    assertThat(plan.changes()).extracting(c -> c.field().id()).containsExactly("address");
    assertThat(plan.kept())
        .extracting(k -> k.field().id() + " " + k.why().code())
        .containsExactly("customer restore_not_allowed", "phone restore_not_allowed");
    assertThat(restores.restore(app.forms, back(id, 1), SELLER, API).status())
        .isEqualTo(Status.UPDATED);
    assertThat(past.snapshot(app.forms, "order", id, 3, ADMIN).values().get("cost").intValue())
        .isEqualTo(9);
  }

  @Test
  void saysWhatKeepsAVersionFromComingBack() {
    UUID ann = id(app.create("customer", "{'name':'Ann'}"));
    UUID id = order();
    change(id, "{'customer':'" + ann + "'}");
    change(id, "{'customer':null}");
    app.change("customer", Change.delete(ann, null));
    assertThat(restores.preview(app.forms, back(id, 2), ADMIN, API).problems())
        .extracting(Problem::pointer)
        .containsExactly("/customer");

    app.change("order", Change.update(id, null, json("{'status':'made'}")).noting("ready"));
    Restoration plan =
        restores.preview(
            app.forms,
            new RestoreEngine.Wish("order", id, 1, Set.of("status"), null, null),
            ADMIN,
            API);
    assertThat(plan.problems()).extracting(Problem::code).containsExactly("transition_illegal");
    Outcome stale =
        restores.restore(
            app.forms, new RestoreEngine.Wish("order", id, 1, Set.of(), 2L, null), ADMIN, API);
    assertThat(stale.status()).isEqualTo(Status.CONFLICT);
  }

  @Test
  void bringsADeletedRecordBackWithItsOldValues() {
    UUID id = order();
    change(id, "{'address':'new'}");
    app.change("order", Change.delete(id, null));
    Restoration plan = restores.preview(app.forms, back(id, 1), ADMIN, API);
    assertThat(plan.revives()).isTrue();
    var stale = new RestoreEngine.Wish("order", id, 1, Set.of(), 2L, null);
    assertThat(restores.restore(app.forms, stale, ADMIN, API).status()).isEqualTo(Status.CONFLICT);
    assertThat(restores.restore(app.forms, back(id, 1), ADMIN, API).status())
        .isEqualTo(Status.UPDATED);
    Snapshot now = past.snapshot(app.forms, "order", id, 5, ADMIN);
    assertThat(now.deleted()).isFalse();
    assertThat(now.values().get("address").asText()).isEqualTo("old");
  }

  @Test
  void asksForTheNoteOfAPutBackToo() {
    UUID id = order();
    app.change("order", Change.update(id, null, json("{'status':'made'}")).noting("ready"));
    app.change("order", Change.update(id, null, json("{'address':'new'}")).noting("moved"));
    Restoration plan = restores.preview(app.forms, back(id, 2), ADMIN, API);
    assertThat(plan.noteNeeded()).isTrue();
    assertThat(plan.problems()).isEmpty();
    assertThat(restores.restore(app.forms, back(id, 2), ADMIN, API).status())
        .isEqualTo(Status.INVALID);
  }

  /** Of which the first version is served and the second is broken. */
  private FormsRegistry withoutSecond() {
    return new FormsRegistry() {
      @Override
      public Forms current(String name) {
        return app.forms;
      }

      @Override
      public Forms version(String name, int version) {
        throw new BrokenVersionException(name, version, List.of(Problem.at("", "formula_cycle")));
      }
    };
  }

  @Test
  void showsThePastThatAVersionWroteWhichCannotBeReadAnyMore() {
    UUID id = order();
    String form = app.files.text("forms/order.json").orElseThrow();
    Forms second =
        app.version(
            2,
            app.files.with(
                "forms/order.json",
                form.replace(
                    "{\"id\": \"cost\"",
                    "{\"id\": \"extra\", \"type\": \"text\"}, {\"id\": \"cost\"")));
    Change change = Change.update(id, null, json("{'address':'new','extra':'x'}"));
    app.engine.writeIn(second, Batch.one("order", change, ADMIN, API));
    change(id, "{'address':'newest'}");

    var engine =
        new PastEngine(app.engine, app.history, new ReplayEngine(app.database), withoutSecond());
    assertThat(engine.versions(app.forms, "order", id, ADMIN)).hasSize(3);
    Snapshot then = engine.snapshot(app.forms, "order", id, 2, ADMIN);
    assertThat(then.values().path("address").asText()).isEqualTo("new");
    assertThat(then.seal()).isEqualTo(Snapshot.Seal.UNKNOWN);
    assertThat(then.valid()).isFalse();
    assertThat(engine.compare(app.forms, "order", id, 1, 2, ADMIN).changes())
        .extracting(c -> c.field().id())
        .contains("address");
    assertThat(engine.calculation(app.forms, "order", id, 2, ADMIN)).isEmpty();
    assertThat(engine.calculation(app.forms, "order", id, 1, ADMIN)).isNotEmpty();
    var restores = new RestoreEngine(app.database, app.engine, engine);
    assertThat(restores.restore(app.forms, back(id, 2), ADMIN, API).status())
        .isEqualTo(Status.UPDATED);
  }
}
