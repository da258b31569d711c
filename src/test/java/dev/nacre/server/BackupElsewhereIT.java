package dev.nacre.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.acceptance.RunningNacre;
import dev.nacre.acceptance.RunningNacre.Said;
import dev.nacre.storage.TestPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backup leads from a database of one's own to another one, and to the embedded one and back:
 * records, history, files, people, versions and secrets are there as they were.
 */
class BackupElsewhereIT {
  private static final String HUB = "/api/v1/apps/order_hub";
  private static final String TICKETS = HUB + "/forms/ticket/records";

  /** Of more than one part. */
  private static final String TEXT = "a line of a long letter\n".repeat(20_000);

  @TempDir Path folder;
  private String first;
  private String second;

  @BeforeEach
  void makeDatabases() throws SQLException {
    first = owned();
    second = owned();
  }

  /** A database of somebody who is no superuser, as databases of providers are. */
  private static String owned() throws SQLException {
    String url = TestPostgres.freshUrl();
    String name = url.substring(url.lastIndexOf('/') + 1);
    try (Connection connection = DriverManager.getConnection(url, TestPostgres.USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "do $$ begin create role shop login; exception when duplicate_object then null; end $$");
      statement.execute("alter database " + name + " owner to shop");
    }
    return url;
  }

  private static Map<String, String> on(String url) {
    return Map.of("NACRE_DB_URL", url, "NACRE_DB_USER", "shop", "NACRE_DB_PASSWORD", "unused");
  }

  private Said command(Map<String, String> environment, String... arguments) {
    return RunningNacre.run(environment, List.of(arguments));
  }

  private String at(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name)).toString();
  }

  @Test
  void everythingIsThereAgainOnAnotherDatabaseAndOnTheEmbeddedOneAndBack() throws Exception {
    Path file = folder.resolve("hub.zip");
    Map<String, String> before;
    try (var nacre = RunningNacre.with(Path.of(at("one/data")), on(first), "--demo")) {
      fill(nacre);
      before = everything(nacre);
      Said made = command(on(first), "backup", file.toString(), "--data", at("one/data"));
      assertThat(made.code()).as(made.text()).isZero();
      assertThat(made.text()).contains("Backed up").doesNotContain("uploaded files");
    }
    assertThat(before).hasSizeGreaterThan(20);
    tellsOfFilesThatAreNowhere();

    Said restored = command(on(second), "restore", file.toString(), "--data", at("two/data"));
    assertThat(restored.code()).as(restored.text()).isZero();
    try (var nacre = RunningNacre.with(Path.of(at("two/data")), on(second))) {
      assertThat(everything(nacre)).isEqualTo(before);
      secretsOpen(nacre);
      refusesWhileItRuns(file, nacre);
    }

    assertThat(command(Map.of(), "restore", file.toString(), "--data", at("three/data")).code())
        .isZero();
    try (var nacre = RunningNacre.empty(Path.of(at("three/data")))) {
      assertThat(everything(nacre)).isEqualTo(before);
      secretsOpen(nacre);
    }
    Path back = folder.resolve("back.zip");
    Said again = command(Map.of(), "backup", back.toString(), "--data", at("three/data"));
    assertThat(again.code()).as(again.text()).isZero();
    String third = owned();
    assertThat(command(on(third), "restore", back.toString(), "--data", at("four/data")).code())
        .isZero();
    try (var nacre = RunningNacre.with(Path.of(at("four/data")), on(third))) {
      // what secretsOpen brought in is one order more; the files are what counts here
      assertThat(everything(nacre)).containsEntry("file", before.get("file"));
    }
    Said refused = command(on(third), "restore", file.toString(), "--data", at("four/data"));
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.text()).contains("isn't empty; nothing was changed", "--replace");
  }

  private void refusesWhileItRuns(Path file, RunningNacre nacre) throws IOException {
    for (List<String> how : List.of(List.<String>of(), List.of("--replace"))) {
      var arguments = new ArrayList<>(List.of("restore", file.toString()));
      arguments.addAll(List.of("--data", at("two/data")));
      arguments.addAll(how);
      Said refused = RunningNacre.run(on(second), arguments);
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.text())
          .contains(how.isEmpty() ? "isn't empty" : "A Nacre is running")
          .doesNotContain("\tat ");
    }
    assertThat(nacre.get(TICKETS).statusCode()).isEqualTo(200);
  }

  @Test
  void aDatabaseThatCannotBeReachedOrHoldsNoNacreIsTold() throws SQLException {
    Said nothing =
        command(on(first), "backup", folder + "/nothing.zip", "--data", folder + "/none");
    assertThat(nothing.code()).isEqualTo(1);
    assertThat(nothing.text()).contains("the database holds no Nacre", "NACRE_DB_URL");
    Map<String, String> away =
        Map.of("NACRE_DB_URL", "postgresql://shop@localhost:" + RunningNacre.freePort() + "/x");
    Said unreachable = command(away, "backup", folder + "/nothing.zip", "--data", folder + "/none");
    assertThat(unreachable.code()).isEqualTo(1);
    assertThat(unreachable.text()).contains("could not be made").doesNotContain("\tat ");
    assertThat(folder).isEmptyDirectory();
  }

  private void tellsOfFilesThatAreNowhere() throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(first, "shop", "");
        Statement statement = connection.createStatement()) {
      statement.execute("delete from nacre.file_part");
    }
    Said made = command(on(first), "backup", folder + "/b.zip", "--data", at("elsewhere"));
    assertThat(made.text()).contains("1 uploaded files are not in the backup", "--data");
  }

  /** A ticket with a file, changed once; somebody with a role; a secret; a draft. */
  private static void fill(RunningNacre nacre) {
    JsonNode file =
        RunningNacre.json(
            nacre.post(
                HUB + "/files?name=letter.txt",
                "text/plain",
                TEXT.getBytes(StandardCharsets.UTF_8),
                List.of()));
    HttpResponse<String> ticket =
        nacre.post(
            TICKETS,
            "{\"kind\":\"invoice\",\"subject\":\"Backup?\",\"attachments\":[" + file + "]}");
    assertThat(ticket.statusCode()).as(ticket.body()).isEqualTo(201);
    String id = RunningNacre.json(ticket).path("id").asText();
    assertThat(nacre.patch(TICKETS + "/" + id, "{\"subject\":\"Backup!\"}").statusCode())
        .isEqualTo(200);
    nacre.post("/api/v1/users", "{\"id\":\"mei\",\"password\":\"" + RunningNacre.PASSWORD + "\"}");
    assertThat(nacre.put(HUB + "/members/mei", "{\"roles\":[\"support\"]}").statusCode())
        .isEqualTo(200);
    assertThat(nacre.put(HUB + "/secrets/shop_webhook", "{\"value\":\"kept\"}").statusCode())
        .isBetween(200, 204);
  }

  /** What can be asked, by what was asked. */
  private static Map<String, String> everything(RunningNacre nacre) {
    var all = new TreeMap<String, String>();
    for (String form :
        List.of("order", "customer", "product", "stock", "warehouse", "refund", "ticket")) {
      String records = HUB + "/forms/" + form + "/records";
      JsonNode page = json(nacre, records + "?limit=500&sort=createdAt");
      all.put(form, page.path("records").toString());
      String newest = page.at("/records/" + (page.path("records").size() - 1) + "/id").asText();
      all.put(form + " history", json(nacre, records + "/" + newest + "/history").toString());
    }
    for (String path :
        List.of("/members", "/versions", "/release", "/secrets", "/draft", "/page-links")) {
      all.put(path, json(nacre, HUB + path).toString());
    }
    all.put("users", json(nacre, "/api/v1/users").toString());
    all.put("apps", json(nacre, "/api/v1/apps").toString());
    String filter = "{\"field\":\"subject\",\"op\":\"eq\",\"value\":\"Backup!\"}";
    JsonNode held =
        json(nacre, TICKETS + "?filter=" + RunningNacre.encode(filter))
            .at("/records/0/attachments/0");
    HttpResponse<String> file = nacre.get(HUB + "/files/" + held.path("id").asText());
    assertThat(file.statusCode()).as(file.body()).isEqualTo(200);
    assertThat(file.body()).isEqualTo(TEXT);
    all.put("file", held.toString());
    assertThat(nacre.get("/api/v1/me", basic("mei")).statusCode()).isEqualTo(200);
    return all;
  }

  private static String basic(String user) {
    return "Basic "
        + java.util.Base64.getEncoder()
            .encodeToString((user + ":" + RunningNacre.PASSWORD).getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode json(RunningNacre nacre, String path) {
    HttpResponse<String> answer = nacre.get(path);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return RunningNacre.json(answer);
  }

  /** A webhook is only let in when its secret can be opened. */
  private static void secretsOpen(RunningNacre nacre) throws Exception {
    String body = "{\"order_id\":\"B-1\",\"channel\":\"web\",\"update_time\":1}";
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("kept".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    HttpResponse<String> answer =
        nacre.post(
            "/hooks/order_hub/shop_webhook",
            "application/json",
            body.getBytes(StandardCharsets.UTF_8),
            List.of("X-Shop-Signature", signature));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }
}
