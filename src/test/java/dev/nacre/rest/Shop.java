package dev.nacre.rest;

import static io.restassured.RestAssured.given;

import dev.nacre.server.PostgresTestResource;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The small app of the contract tests. Every test installs one of its own, under its own id, so
 * that none depends on another.
 */
final class Shop {
  static final String PASSWORD = "a password for tests";

  private static final Path FOLDER = Path.of("test/resources/apps/shop");
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final RestAssuredConfig EXACT =
      RestAssuredConfig.config()
          .jsonConfig(
              JsonConfig.jsonConfig().numberReturnType(JsonPathConfig.NumberReturnType.BIG_DECIMAL))
          .httpClient(HttpClientConfig.httpClientConfig());

  private final String id;

  private Shop(String id) {
    this.id = id;
  }

  /** A new one, installed. */
  static Shop installed() {
    Shop shop = fresh();
    admin()
        .contentType("application/zip")
        .body(shop.zip())
        .post("/api/v1/apps:import")
        .then()
        .statusCode(201);
    return shop;
  }

  /** A new one, not installed yet. */
  static Shop fresh() {
    return new Shop("shop" + COUNT.incrementAndGet());
  }

  String id() {
    return id;
  }

  /** The address of something of it. */
  String at(String path) {
    return "/api/v1/apps/" + id + path;
  }

  String orders() {
    return at("/forms/order/records");
  }

  static RequestSpecification admin() {
    return as("admin", PostgresTestResource.ADMIN_PASSWORD);
  }

  static RequestSpecification as(String user, String password) {
    return given()
        .config(EXACT)
        .auth()
        .preemptive()
        .basic(user, password)
        .contentType(ContentType.JSON);
  }

  /** Somebody new who holds these roles. */
  RequestSpecification member(String... roles) {
    String user = id + "_" + String.join("_", roles) + COUNT.incrementAndGet();
    admin()
        .body(Map.of("id", user, "name", "Test", "password", PASSWORD))
        .post("/api/v1/users")
        .then()
        .statusCode(201);
    admin().body(Map.of("roles", roles)).put(at("/members/" + user)).then().statusCode(200);
    return as(user, PASSWORD);
  }

  /** Makes an order and gives its id. */
  String order(String body) {
    return admin().body(body).post(orders()).then().statusCode(201).extract().path("id");
  }

  Map<String, String> files() {
    var files = new TreeMap<String, String>();
    try (Stream<Path> all = Files.walk(FOLDER)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(FOLDER.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.computeIfPresent("app.json", (path, text) -> text.replace("\"shop\"", "\"" + id + "\""));
    return files;
  }

  byte[] zip() {
    return zip(files());
  }

  static byte[] zip(Map<String, String> files) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
