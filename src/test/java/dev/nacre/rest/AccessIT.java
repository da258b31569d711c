package dev.nacre.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.nacre.server.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.IndexReader;
import org.junit.jupiter.api.Test;

/** Who gets in, and what they may do there. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class AccessIT {

  @Test
  void answersEveryRouteWithJsonWhenNobodyHasSignedIn() throws Exception {
    List<String> routes = routes();
    assertThat(routes).hasSizeGreaterThan(30);
    for (String route : routes) {
      int space = route.indexOf(' ');
      Response response =
          given()
              .contentType("application/json")
              .request(route.substring(0, space), route.substring(space + 1));
      assertThat(response.statusCode()).as(route).isEqualTo(401);
      assertThat(response.contentType()).as(route).startsWith("application/problem+json");
      assertThat(response.header("WWW-Authenticate")).as(route).startsWith("Basic");
    }
  }

  /** Method and address of every resource below {@code /api}. */
  private static List<String> routes() throws IOException, ClassNotFoundException {
    var routes = new ArrayList<String>();
    var loader = Thread.currentThread().getContextClassLoader();
    for (var url : java.util.Collections.list(loader.getResources("META-INF/jandex.idx"))) {
      Index index;
      try (var in = url.openStream()) {
        index = new IndexReader(in).read();
      }
      for (var annotation : index.getAnnotations(DotName.createSimple(Path.class))) {
        if (annotation.target().kind() == org.jboss.jandex.AnnotationTarget.Kind.CLASS) {
          String name = annotation.target().asClass().name().toString();
          if (name.startsWith("dev.nacre.")) {
            add(Class.forName(name, false, loader), routes);
          }
        }
      }
    }
    return routes;
  }

  private static void add(Class<?> resource, List<String> routes) {
    String root = resource.getAnnotation(Path.class).value();
    for (Method method : resource.getDeclaredMethods()) {
      Path path = method.getAnnotation(Path.class);
      for (Annotation annotation : method.getAnnotations()) {
        HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
        String address = root + (path == null ? "" : path.value());
        if (verb != null && address.startsWith("/api")) {
          routes.add(
              verb.value()
                  + " "
                  + address.replaceAll("\\{action[^}]*}", "approve").replaceAll("\\{[^}]*}", "x"));
        }
      }
    }
  }

  @Test
  void refusesWrongPasswordsKeysAndUnknownUsers() {
    Shop.as("admin", "wrong").get("/api/v1/me").then().statusCode(401).body("status", equalTo(401));
    Shop.as("nobody", "wrong").get("/api/v1/me").then().statusCode(401);
    given().header("Authorization", "Bearer nk_wrong").get("/api/v1/me").then().statusCode(401);
    given().header("Authorization", "Basic ???").get("/api/v1/me").then().statusCode(401);
    given()
        .header("X-Requested-With", "XMLHttpRequest")
        .get("/api/v1/me")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", not(startsWith("Basic")));
  }

  @Test
  void answersUnknownAddressesAndMethodsWithJson() {
    Shop.admin()
        .get("/api/v1/nothing")
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
    Shop.admin().get("/api/nothing").then().statusCode(404);
    Shop.admin()
        .delete("/api/v1/apps")
        .then()
        .statusCode(405)
        .contentType("application/problem+json");
    given()
        .get("/hooks/nothing")
        .then()
        .statusCode(not(equalTo(200)))
        .contentType(containsString("json"));
  }

  @Test
  void signsInWithAKeyAndForgetsAnOldPassword() {
    String user = "keyholder";
    Shop.admin()
        .body(Map.of("id", user, "password", Shop.PASSWORD))
        .post("/api/v1/users")
        .then()
        .statusCode(201)
        .body("name", equalTo(user));
    RequestSpecification self = Shop.as(user, Shop.PASSWORD);
    String key =
        self.body(Map.of("name", "till"))
            .post("/api/v1/users/" + user + "/keys")
            .then()
            .statusCode(201)
            .body("key", startsWith("nk_"))
            .extract()
            .path("key");
    given()
        .header("Authorization", "Bearer " + key)
        .get("/api/v1/me")
        .then()
        .statusCode(200)
        .body("id", equalTo(user));
    Shop.as(user, Shop.PASSWORD)
        .body(Map.of("password", "another password"))
        .put("/api/v1/users/" + user + "/password")
        .then()
        .statusCode(204);
    Shop.as(user, Shop.PASSWORD).get("/api/v1/me").then().statusCode(401);
    Shop.as(user, "another password").get("/api/v1/me").then().statusCode(200);
  }

  @Test
  void checksNewAccounts() {
    Shop.admin()
        .body(Map.of("id", "Boss Flag", "password", "short"))
        .post("/api/v1/users")
        .then()
        .statusCode(422)
        .body("problems.pointer", contains("/id", "/password"));
    Shop.admin()
        .body(Map.of("id", "admin", "password", Shop.PASSWORD))
        .post("/api/v1/users")
        .then()
        .statusCode(409);
    Shop.admin().body(Map.of("id", "x")).post("/api/v1/users").then().statusCode(422);
    Shop.admin()
        .get("/api/v1/users")
        .then()
        .statusCode(200)
        .body("users.id", hasItem("admin"))
        .body("users[0]", not(hasKey("password")));
  }

  @Test
  void limitsRowsFieldsAndActionsByRole() {
    Shop shop = Shop.installed();
    String paid = shop.order("{\"order_no\": \"1\", \"cost\": 5, \"phone\": \"13800138000\"}");
    Shop.admin()
        .body("{\"status\": \"paid\"}")
        .patch(shop.orders() + "/" + paid)
        .then()
        .statusCode(200);
    String unpaid = shop.order("{\"order_no\": \"2\"}");

    RequestSpecification viewer = shop.member("viewer");
    viewer.get(shop.orders()).then().statusCode(200).body("records.id", contains(paid));
    viewer.get(shop.orders() + "/" + unpaid).then().statusCode(404);
    viewer.body("{\"order_no\": \"3\"}").post(shop.orders()).then().statusCode(403);
    viewer.get(shop.at("/forms/customer/records")).then().statusCode(403);
    viewer.get(shop.at("/versions")).then().statusCode(403);

    RequestSpecification clerk = shop.member("clerk");
    clerk
        .get(shop.orders() + "/" + paid)
        .then()
        .statusCode(200)
        .body("$", not(hasKey("cost")))
        .body("phone", containsString("*"));
    clerk.get(shop.orders()).then().body("records", hasSize(2));
    clerk
        .get(shop.orders() + "/" + paid + "/history")
        .then()
        .statusCode(200)
        .body("changes[1].after", not(hasKey("cost")))
        .body("changes[1].after.phone", containsString("*"));
    clerk
        .queryParam("filter", "{\"field\": \"cost\", \"op\": \"gt\", \"value\": 1}")
        .get(shop.orders())
        .then()
        .statusCode(422);

    RequestSpecification nobody = shop.member();
    nobody.get(shop.orders()).then().statusCode(403);
    nobody.get("/api/v1/apps").then().statusCode(200).body("apps", hasSize(0));
  }

  @Test
  void letsOnlyAdministratorsAdminister() {
    Shop shop = Shop.installed();
    RequestSpecification clerk = shop.member("clerk");
    clerk.get("/api/v1/users").then().statusCode(403).contentType("application/problem+json");
    clerk.get(shop.at("/draft")).then().statusCode(403);
    clerk.body("{}").post(shop.at("/publish")).then().statusCode(403);
    clerk.get(shop.at("/export")).then().statusCode(403);
    clerk.body("{\"value\": \"x\"}").put(shop.at("/secrets/key")).then().statusCode(403);
    clerk.get("/api/v1/apps").then().statusCode(200).body("apps.id", contains(shop.id()));
  }

  @Test
  void keepsSecretsToItself() {
    Shop shop = Shop.installed();
    Shop.admin()
        .body("{\"value\": \"s3cret\"}")
        .put(shop.at("/secrets/key"))
        .then()
        .statusCode(204);
    Shop.admin()
        .get(shop.at("/secrets"))
        .then()
        .statusCode(200)
        .body("secrets", contains("key"))
        .body(not(containsString("s3cret")));
    Shop.admin().get(shop.at("/secrets/key")).then().statusCode(405);
    Shop.admin().body("{\"value\": 1}").put(shop.at("/secrets/key")).then().statusCode(422);
    Shop.admin()
        .body("{\"value\": \"x\"}")
        .put(shop.at("/secrets/Bad-Name"))
        .then()
        .statusCode(422);
  }
}
