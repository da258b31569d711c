package dev.nacre.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.nacre.app.Apps;
import dev.nacre.app.IndexTending;
import dev.nacre.record.change.Expansion;
import dev.nacre.server.PostgresTestResource;
import dev.nacre.storage.Database;
import dev.nacre.storage.Turn;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Forms change over HTTP while records are there. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class SchemaChangeIT {
  @Inject Database database;
  @Inject Apps apps;
  @Inject Expansion tables;
  @Nullable private Shop installed;

  @BeforeEach
  void install() {
    installed = Shop.installed();
  }

  private String at(String path) {
    return Objects.requireNonNull(installed).at(path);
  }

  private void draft(String qty, String more) {
    Shop.admin()
        .body(
            """
            {"id": "item", "fields": [{"id": "qty", "type": "%s"}, {"id": "code", "type": "text"%s}]}\
            """
                .formatted(qty, more))
        .put(at("/draft/forms/item.json"))
        .then()
        .statusCode(200)
        .body("problems", hasSize(0));
  }

  private ValidatableResponse plan() {
    return Shop.admin().post(at("/draft:plan")).then().statusCode(200);
  }

  private void publish() {
    Shop.admin().post(at("/publish")).then().statusCode(200);
  }

  private String create(String json, int status) {
    return Shop.admin()
        .body(json)
        .post(at("/forms/item/records"))
        .then()
        .statusCode(status)
        .extract()
        .path("id");
  }

  private ValidatableResponse read(String id) {
    return Shop.admin().get(at("/forms/item/records/" + id)).then().statusCode(200);
  }

  private void update(String id, String json) {
    Shop.admin().body(json).patch(at("/forms/item/records/" + id)).then().statusCode(200);
  }

  @Test
  void aTypeChangesAndARollbackSeesWhatWasWrittenSince() {
    draft("text", "");
    publish();
    String seven = create("{\"qty\": \"7\"}", 201);
    String odd = create("{\"qty\": \"many\"}", 201);
    draft("number", "");
    plan()
        .body("plan", hasSize(1))
        .body("plan[0].kind", equalTo("type"))
        .body("plan[0].rows", equalTo(1))
        .body("plan[0].blocking", equalTo(false))
        .body("plan[0].examples[0].value", equalTo("many"));
    publish();
    read(seven).body("qty", equalTo(7));
    read(odd).body("qty", nullValue());
    update(seven, "{\"qty\": 8}");
    update(odd, "{\"code\": \"x\"}");
    Shop.admin().post(at("/release:rollback")).then().statusCode(200);
    read(seven).body("qty", equalTo("8"));
    read(odd).body("qty", equalTo("many")).body("code", equalTo("x"));
    update(odd, "{\"qty\": \"9\"}");
    Shop.admin().post(at("/publish")).then().statusCode(200);
    read(odd).body("qty", equalTo(9));
  }

  @Test
  void uniqueIsForeseenRefusedHeldAndGivenUp() {
    draft("text", "");
    publish();
    create("{\"code\": \"a\"}", 201);
    String twin = create("{\"code\": \"a\"}", 201);
    draft("text", ", \"unique\": true");
    plan().body("plan[0].blocking", equalTo(true)).body("plan[0].rows", equalTo(2));
    Shop.admin()
        .post(at("/publish"))
        .then()
        .statusCode(422)
        .body("problems[0].code", equalTo("effect_unique"))
        .body("problems[0].file", equalTo("forms/item.json"));
    update(twin, "{\"code\": \"b\"}");
    publish();
    create("{\"code\": \"a\"}", 409);
    draft("text", "");
    publish();
    create("{\"code\": \"a\"}", 201);
  }

  @Test
  void aVersionThatFailsLeavesNothingThatRefusesRecords() {
    Shop shop = Objects.requireNonNull(installed);
    Map<String, String> files = shop.files();
    String customer = files.get("forms/customer.json");
    files.put(
        "forms/customer.json",
        customer.replace("\"id\": \"name\"", "\"unique\": true, \"id\": \"name\""));
    files.put(
        "forms/extra.json",
        "{\"id\": \"extra\", \"fields\": [{\"id\": \"code\", \"type\": \"text\", \"unique\":"
            + " true}]}");
    files.put("data/extra.csv", "code\nC1\nC1\n");
    files.put("app.json", files.get("app.json").replace("1.0.0", "1.1.0"));
    Shop.admin()
        .contentType("application/zip")
        .body(Shop.zip(files))
        .post("/api/v1/apps:import?mode=replace")
        .then()
        .statusCode(422)
        .body("problems[0].file", equalTo("data/extra.csv"));
    for (String code : List.of("T1", "T2")) {
      Shop.admin()
          .body("{\"code\": \"" + code + "\", \"name\": \"Twin\"}")
          .post(shop.at("/forms/customer/records"))
          .then()
          .statusCode(201);
    }
  }

  @Test
  void tablesOfAnOlderNacreGetTheirIndexesAndLoseWhatACutOffPublishLeft() {
    Shop shop = Objects.requireNonNull(installed);
    String schema = "app_" + shop.id();
    String lost = "customer$i$created_at";
    String left = "customer$u$name";
    sql("drop index " + schema + ".\"" + lost + "\"");
    sql("create unique index \"" + left + "\" on " + schema + ".customer (name)");
    new IndexTending(apps, tables, database).tend();
    assertThat(indexes(schema)).contains(lost, "customer$u$code").doesNotContain(left);
  }

  private void sql(String statement) {
    database.inNewTransaction(connection -> connection.createStatement().execute(statement));
  }

  private List<String> indexes(String schema) {
    return database.reading(
        connection -> {
          var names = new ArrayList<String>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select indexname from pg_indexes where schemaname = ?")) {
            select.setString(1, schema);
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                names.add(rows.getString(1));
              }
            }
          }
          return names;
        });
  }

  @Test
  void aRollbackWaitsForWhoeverIsPublishing() throws Exception {
    Shop shop = Objects.requireNonNull(installed);
    draft("text", "");
    publish();
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    try (var threads = Executors.newCachedThreadPool()) {
      Future<String> publishing =
          threads.submit(
              () ->
                  new Turn(database, "nacre.publish." + shop.id())
                      .take(
                          Duration.ofSeconds(10),
                          () -> {
                            begun.countDown();
                            try {
                              return String.valueOf(end.await(20, TimeUnit.SECONDS));
                            } catch (InterruptedException e) {
                              throw new IllegalStateException(e);
                            }
                          }));
      begun.await();
      Future<Integer> back =
          threads.submit(() -> Shop.admin().post(at("/release:rollback")).statusCode());
      assertThatThrownBy(() -> back.get(500, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      end.countDown();
      assertThat(publishing.get()).isEqualTo("true");
      assertThat(back.get()).isEqualTo(200);
    }
  }
}
