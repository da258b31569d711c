package dev.nacre.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.acceptance.RunningNacre;
import dev.nacre.acceptance.SharedNacre;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a role hides of a table's lines comes out at no door: not by reading, asking, exporting,
 * printing, looking back, downloading or describing.
 */
class HiddenColumnsIT {
  private static final String DEALS = "/api/v1/apps/deals/forms/deal/records";

  /** Nothing else on any answer looks like these. */
  private static final List<String> SECRETS =
      List.of(
          "4711.23", "9422.46", "8150.5", "13912345678", "Contract of the year", "contract.txt");

  /** What nobody who doesn't know them may learn the names of. */
  private static final List<String> NAMES = List.of("price", "margin", "contract", "Selling price");

  @RegisterExtension static final SharedNacre SHARED = new SharedNacre();
  private static RunningNacre nacre;
  private static String deal;
  private static String file;
  private static String line;

  @BeforeAll
  static void start() {
    nacre = SHARED.nacre();
    install();
    nacre.post("/api/v1/users", "{\"id\":\"kim\",\"password\":\"" + RunningNacre.PASSWORD + "\"}");
    nacre.put("/api/v1/apps/deals/members/kim", "{\"roles\":[\"keeper\"]}");
    HttpResponse<String> uploaded =
        nacre.post(
            "/api/v1/apps/deals/files?name=contract.txt",
            "text/plain",
            "Contract of the year".getBytes(StandardCharsets.UTF_8),
            List.of());
    JsonNode reference = RunningNacre.json(uploaded);
    file = reference.path("id").asText();
    HttpResponse<String> made =
        nacre.post(
            DEALS,
            """
            {"no": "D-1", "lines": [{"sku": "A", "qty": 2, "price": 4711.23, "cost": 8150.5,
              "contact": "13912345678", "contract": [%s]}]}\
            """
                .formatted(reference));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    deal = DEALS + "/" + RunningNacre.json(made).path("id").asText();
    line = RunningNacre.json(made).at("/lines/0/id").asText();
    nacre.patch(deal, "{\"lines\":{\"" + line + "\":{\"sku\":\"B\"}}}");
  }

  private static void install() {
    byte[] pack =
        Shop.zip(
            Map.of(
                "app.json",
                "{\"schemaVersion\": 1, \"id\": \"deals\", \"version\": \"1.0.0\"}",
                "forms/deal.json",
                """
                {"id": "deal", "titleField": "no", "fields": [
                  {"id": "no", "type": "text"},
                  {"id": "lines", "type": "table", "settings": {"fields": [
                    {"id": "sku", "type": "text"},
                    {"id": "qty", "type": "number"},
                    {"id": "price", "type": "money", "label": "Selling price"},
                    {"id": "margin", "type": "money", "formula": "qty * price"},
                    {"id": "cost", "type": "money"},
                    {"id": "contact", "type": "text"},
                    {"id": "contract", "type": "file"}]}}]}
                """,
                "roles/keeper.json",
                """
                {"id": "keeper", "forms": {"deal": {
                  "create": true, "read": true, "update": true, "export": true, "fields": {
                    "lines.price": "hidden", "lines.margin": "hidden", "lines.contract": "hidden",
                    "lines.cost": "mask", "lines.contact": "mask"}}}}
                """,
                "prints/sheet.html",
                """
                <html><head><meta charset="utf-8"><meta name="form" content="deal"><title>Sheet</title></head>
                <body><p>{no}</p>{#for line in lines}
                <p>{line.sku} {line.qty} {line.price} {line.margin} {line.cost} {line.contact}
                {line.contract} {line}{#if line.price} priced{/if}</p>
                {/for}</body></html>
                """));
    HttpResponse<String> installed =
        nacre.post("/api/v1/apps:import", "application/zip", pack, List.of());
    assertThat(installed.statusCode()).as(installed.body()).isEqualTo(201);
  }

  private static String kim(String path) {
    HttpResponse<String> answer = nacre.get(path, credentials());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static HttpResponse<String> kim(String method, String path, String json) {
    return nacre.send(method, path, json, credentials());
  }

  private static String credentials() {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString(("kim:" + RunningNacre.PASSWORD).getBytes(StandardCharsets.UTF_8));
  }

  private static void tellsNothing(String text) {
    assertThat(text).doesNotContain(SECRETS);
    assertThat(text).doesNotContain(NAMES);
  }

  @Test
  void theAdministratorSeesAllOfIt() {
    String all = nacre.get(deal).body() + nacre.get(DEALS + ":export?format=csv").body();
    assertThat(all).contains("4711.23", "9422.46", "8150.5", "13912345678", "contract.txt");
    assertThat(print(admin())).contains("4,711.23", "9,422.46", "contract.txt", "priced");
  }

  @Test
  void readingAndWritingTellNothing() {
    for (String path : List.of(deal, deal + "?version=1", DEALS, deal + "/history")) {
      tellsNothing(kim(path));
    }
    tellsNothing(kim("POST", DEALS + ":query", "{\"fields\":[\"lines\"]}").body());
    HttpResponse<String> changed = kim("PATCH", deal, "{\"lines\":{\"" + line + "\":{\"qty\":2}}}");
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    tellsNothing(changed.body());
    tellsNothing(kim("PATCH", deal, "{\"lines\":{\"" + line + "\":{\"nothing\":2}}}").body());
    assertThat(kim(deal)).contains("139****5678").contains("\"cost\":\"***\"");
  }

  @Test
  void exportsTellNothing() {
    for (String format : List.of("csv", "json")) {
      String exported = kim(DEALS + ":export?format=" + format);
      assertThat(exported).contains("D-1", "qty");
      tellsNothing(exported);
    }
  }

  @Test
  void nothingCanBeFoundOutByAsking() {
    for (String column : List.of("price", "margin", "cost")) {
      for (String call : List.of(":query", ":aggregate")) {
        String asked =
            "{\"filter\":{\"some\":{\"table\":\"lines\",\"where\":{\"field\":\""
                + column
                + "\",\"op\":\"gt\",\"value\":1}}}}";
        String body =
            call.equals(":query")
                ? asked
                : asked.substring(0, asked.length() - 1) + ",\"measures\":[{\"fn\":\"count\"}]}";
        HttpResponse<String> refused = kim("POST", DEALS + call, body);
        assertThat(refused.statusCode()).as(column + refused.body()).isEqualTo(422);
        assertThat(refused.body()).doesNotContain(SECRETS);
      }
    }
    HttpResponse<String> expressed =
        kim(
            "POST",
            DEALS + ":query",
            "{\"filter\":{\"field\":\"no\",\"op\":\"ne\",\"value\":{\"expr\":\"sum(lines,"
                + " 'price')\"}}}");
    assertThat(expressed.statusCode()).isEqualTo(422);
    HttpResponse<String> sorted = nacre.get(DEALS + "?sort=lines.price", credentials());
    assertThat(sorted.statusCode()).isEqualTo(422);
    HttpResponse<String> summed =
        kim(
            "POST",
            DEALS + ":aggregate",
            "{\"measures\":[{\"fn\":\"sum\",\"field\":\"lines.price\"}]}");
    assertThat(summed.statusCode()).isEqualTo(422);
    HttpResponse<String> expanded = nacre.get(deal + "?expand=lines.contract", credentials());
    assertThat(expanded.body()).doesNotContain(SECRETS);
  }

  @Test
  void printsTellNothing() {
    assertThat(print(credentials()))
        .contains("D-1", "139****5678")
        .doesNotContain(SECRETS)
        .doesNotContain("priced");
  }

  @Test
  void filesOfHiddenColumnsAreNotThere() {
    String path = "/api/v1/apps/deals/files/" + file;
    assertThat(nacre.get(path).body()).isEqualTo("Contract of the year");
    HttpResponse<String> refused = nacre.get(path, credentials());
    assertThat(refused.statusCode()).isEqualTo(404);
    tellsNothing(refused.body());
  }

  @Test
  void theDescriptionNamesNothing() {
    String described = kim("/api/v1/apps/deals/openapi.json");
    assertThat(described).contains("\"sku\"", "\"contact\"");
    tellsNothing(described);
  }

  private static String admin() {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString(("admin:" + RunningNacre.PASSWORD).getBytes(StandardCharsets.UTF_8));
  }

  private static String print(String authorization) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(nacre.address() + deal + "/print/sheet"))
            .header("Authorization", authorization)
            .method("GET", BodyPublishers.noBody())
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      try (PDDocument pdf = Loader.loadPDF(answer.body())) {
        return new PDFTextStripper().getText(pdf);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
