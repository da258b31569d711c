package dev.nacre.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Value;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.TestApp;
import dev.nacre.security.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SavedViewsTest {
  private static final Identity ANN = person("ann", "seller", "keeper");
  private static final Identity BEN = person("ben", "keeper");

  private final TestApp app =
      TestApp.of(
          AppFiles.of(
              Map.of(
                  "app.json",
                  "{\"schemaVersion\": 1, \"id\": \"shop\"}",
                  "forms/order.json",
                  """
                  {"id": "order", "fields": [{"id": "no", "type": "text"}, {"id": "cost", "type": "number"}],
                   "views": [{"id": "all", "type": "grid"}]}
                  """,
                  "roles/seller.json",
                  "{\"id\": \"seller\", \"forms\": {\"order\": {\"read\": true}}}",
                  "roles/keeper.json",
                  """
                  {"id": "keeper", "forms": {"order": {"read": true, "fields": {"cost": "hidden"}}}}
                  """)));
  private final SavedViews views = new SavedViews(app.database, app.engine, () -> app.now);

  @BeforeEach
  void tables() {
    app.database.withoutTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists nacre");
            statement.execute(migration("V60__views"));
            return statement.execute(migration("V61__saved_views"));
          }
        });
  }

  private static String migration(String name) {
    try (InputStream in =
        SavedViewsTest.class.getResourceAsStream("/db/migration/" + name + ".sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Identity person(String id, String... roles) {
    return new Identity(id, id, false, Map.of("shop", Set.of(roles)), false);
  }

  private static SavedView.State by(String field) {
    var filter =
        new Condition.Compare(field, Condition.Op.EQ, new Value.Literal(IntNode.valueOf(1)));
    return new SavedView.State("all", "", List.of(filter), "-" + field, List.of("no"));
  }

  private static SavedView.State plain() {
    return new SavedView.State(null, "7", List.of(), "no", List.of("no"));
  }

  private SavedView save(Identity who, String name, SavedView.State state, String... roles) {
    return views.create(
        "shop", app.forms, "order", new SavedViews.Wish(name, Set.of(roles), state), who);
  }

  private List<String> seen(Identity who) {
    return views.of("shop", app.forms, "order", who).stream().map(SavedView::name).toList();
  }

  private static List<String> codes(Throwable failure) {
    return ((NacreException) failure).problems().stream().map(Problem::code).toList();
  }

  @Test
  void keepsWhatAPersonArranged() {
    SavedView saved = save(ANN, " Mine ", by("cost"));
    assertThat(views.of("shop", app.forms, "order", ANN)).containsExactly(saved);
    assertThat(saved.name()).isEqualTo("Mine");
    assertThat(seen(BEN)).isEmpty();
    assertThat(seen(TestApp.ADMIN)).isEmpty();
  }

  @Test
  void sharesWithThoseWhoHoldTheRoleAndMaySeeWhatItAsksBy() {
    save(ANN, "Plain", plain(), "keeper");
    save(ANN, "By cost", by("cost"), "keeper");
    save(ANN, "Sellers", plain(), "seller");
    assertThat(seen(BEN)).containsExactly("Plain");
    assertThat(seen(TestApp.ADMIN)).containsExactly("By cost", "Plain", "Sellers");
  }

  @Test
  void refusesWhatIsNotKnownNotHeldOrHidden() {
    assertThatThrownBy(() -> save(BEN, "", by("cost"), "seller"))
        .satisfies(
            e ->
                assertThat(codes(e))
                    .contains("saved_view_name", "saved_view_role")
                    .hasSizeGreaterThan(2));
    assertThat(seen(BEN)).isEmpty();
  }

  @Test
  void refusesANameTwice() {
    save(ANN, "One", plain());
    assertThatThrownBy(() -> save(ANN, "One", plain()))
        .satisfies(e -> assertThat(codes(e)).containsExactly("saved_view_taken"));
    save(BEN, "One", plain());
  }

  @Test
  void letsOnlyWhoSavedItChangeIt() {
    SavedView view = save(ANN, "Shared", plain(), "keeper");
    var wish = new SavedViews.Wish("Theirs", Set.of(), plain());
    assertThatThrownBy(() -> views.change("shop", app.forms, "order", view.id(), wish, BEN))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> views.delete("shop", "order", view.id(), BEN))
        .isInstanceOf(NotFoundException.class);
    views.change("shop", app.forms, "order", view.id(), wish, ANN);
    assertThat(seen(ANN)).containsExactly("Theirs");
    assertThat(seen(BEN)).isEmpty();
    views.delete("shop", "order", view.id(), ANN);
    assertThat(seen(ANN)).isEmpty();
  }
}
