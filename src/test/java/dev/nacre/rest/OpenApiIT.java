package dev.nacre.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.nacre.acceptance.RunningNacre;
import dev.nacre.metadata.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The description that an app gives of its API: a library can read it, and it says what the API
 * does, to everybody what concerns them.
 */
class OpenApiIT {
  private static final String HUB = "/api/v1/apps/order_hub";
  private static final String ORDERS = HUB + "/forms/order/records";
  private static final SchemaRegistry CHECKS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  @TempDir static Path folder;
  private static RunningNacre nacre;

  @BeforeAll
  static void start() {
    nacre = RunningNacre.on(folder.resolve("data"));
    for (String role : List.of("manager", "sales", "support", "warehouse", "finance")) {
      nacre.post(
          "/api/v1/users",
          "{\"id\":\"reader_" + role + "\",\"password\":\"" + RunningNacre.PASSWORD + "\"}");
      nacre.put(HUB + "/members/reader_" + role, "{\"roles\":[\"" + role + "\"]}");
    }
    // the keeper sees the orders of the own warehouse only
    JsonNode warehouse =
        RunningNacre.json(nacre.get(HUB + "/forms/warehouse/records?limit=1")).at("/records/0");
    nacre.patch(
        HUB + "/forms/warehouse/records/" + warehouse.path("id").asText(),
        "{\"staff\":\"reader_warehouse\"}");
  }

  @AfterAll
  static void stop() {
    nacre.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "manager", "sales", "support", "warehouse", "finance"})
  void aLibraryReadsItWithoutAWord(String role) {
    var options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult read =
        new OpenAPIV3Parser().readContents(document(role).toString(), List.of(), options);
    assertThat(read.getMessages()).isEmpty();
    OpenAPI api = read.getOpenAPI();
    assertThat(api.getOpenapi()).isEqualTo("3.1.0");
    assertThat(api.getServers().getFirst().getUrl()).isEqualTo(HUB);
    assertThat(api.getPaths()).containsKeys("/forms/order/records/{id}", "/tasks/{id}/approve");
    var ids = new TreeSet<String>();
    api.getPaths()
        .values()
        .forEach(
            path ->
                path.readOperations()
                    .forEach(call -> assertThat(ids.add(call.getOperationId())).isTrue()));
    assertThat(ids).contains("list_order", "approveTask");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "sales", "support", "warehouse", "finance"})
  void everythingThatIsAnsweredIsDescribed(String role) {
    JsonNode api = document(role);
    JsonNode list = get(role, ORDERS + "?limit=20");
    assertThat(list.path("records")).isNotEmpty();
    assertThat(wrong(api, "/paths/~1forms~1order~1records/get/responses/200", list)).isEmpty();
    for (JsonNode order : list.path("records")) {
      assertThat(names(order)).isEqualTo(names(described(api, "order")));
      for (JsonNode line : order.path("lines")) {
        assertThat(names(line))
            .isEqualTo(names(described(api, "order").at("/lines/items/properties")));
      }
    }
    String one = ORDERS + "/" + list.at("/records/0/id").asText();
    String path = "/paths/~1forms~1order~1records~1{id}/get/responses/200";
    assertThat(wrong(api, path, get(role, one))).isEmpty();
    assertThat(wrong(api, path, get(role, one + "?expand=warehouse"))).isEmpty();
    assertThat(
            wrong(
                api,
                "/paths/~1forms~1order~1records~1{id}~1history/get/responses/200",
                get(role, one + "/history")))
        .isEmpty();
    assertThat(wrong(api, "/paths/~1tasks/get/responses/200", get(role, HUB + "/tasks"))).isEmpty();
  }

  @Test
  void hiddenFieldsAndColumnsAreNowhereInItAndCoveredOnesAreText() {
    assertThat(names(described(document("warehouse"), "order")))
        .contains("order_no", "lines")
        .doesNotContain("amount", "discount", "freight", "payable", "customer_no");
    assertThat(document("warehouse").findParents("price")).isEmpty();
    assertThat(document("admin").findParents("price")).isNotEmpty();
    assertThat(document("finance").at("/components/schemas/customer").toString())
        .doesNotContain("phone", "address", "birthday", "电话");
    JsonNode phone = described(document("support"), "order").path("phone");
    assertThat(phone.path("readOnly").asBoolean()).isTrue();
    assertThat(phone.path("type").toString()).isEqualTo("[\"string\",\"null\"]");
    assertThat(described(document("support"), "order.change").has("phone")).isFalse();
    assertThat(described(document("support"), "order.change").has("address")).isTrue();
  }

  @Test
  void onlyCallsAreDescribedThatAreGranted() {
    for (String role : List.of("admin", "sales", "support", "warehouse", "finance")) {
      JsonNode paths = document(role).path("paths");
      boolean described = paths.at("/~1forms~1order~1records").has("post");
      HttpResponse<String> tried = send(role, "POST", ORDERS, "{}");
      assertThat(tried.statusCode()).as(role).isEqualTo(described ? 422 : 403);
      boolean exported = paths.has("/forms/order/records:export");
      assertThat(nacre.get(ORDERS + ":export?format=csv", as(role)).statusCode())
          .as(role)
          .isEqualTo(exported ? 200 : 403);
    }
    assertThat(document("warehouse").path("paths").has("/forms/refund/records")).isFalse();
  }

  @Test
  void whatIsSentAsDescribedIsTakenAndAnsweredAsDescribed() {
    JsonNode api = document("sales");
    JsonNode needed = api.at("/components/schemas/order.input/required");
    assertThat(needed).extracting(JsonNode::asText).containsExactly("order_no", "channel");
    String sent =
        "{\"order_no\":\"OA-1\",\"channel\":\"web\",\"lines\":[{\"sku\":\"P-100\",\"qty\":2,\"price\":5}]}";
    assertThat(broken(api, api.at("/components/schemas/order.input"), Json.read(sent, problems())))
        .isEmpty();
    HttpResponse<String> made = send("sales", "POST", ORDERS, sent);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    JsonNode order = RunningNacre.json(made);
    assertThat(wrong(api, "/paths/~1forms~1order~1records/post/responses/201", order)).isEmpty();

    String line = order.at("/lines/0/id").asText();
    for (String lines :
        List.of("{\"" + line + "\":{\"qty\":3}}", "[{\"id\":\"" + line + "\",\"qty\":4}]")) {
      String patch = "{\"lines\":" + lines + "}";
      JsonNode change = api.at("/components/schemas/order.change");
      assertThat(broken(api, change, Json.read(patch, problems()))).isEmpty();
      HttpResponse<String> changed =
          send("sales", "PATCH", ORDERS + "/" + order.path("id").asText(), patch);
      assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    }

    String batch =
        "{\"changes\":[{\"op\":\"create\",\"data\":"
            + sent
            + "},{\"op\":\"delete\",\"id\":\""
            + UUID.randomUUID()
            + "\"}]}";
    HttpResponse<String> done = send("sales", "POST", ORDERS + ":batch?mode=per_row", batch);
    assertThat(done.statusCode()).isEqualTo(200);
    assertThat(
            wrong(
                api,
                "/paths/~1forms~1order~1records:batch/post/responses/200",
                RunningNacre.json(done)))
        .isEmpty();
  }

  @Test
  void whatIsNotAsDescribedIsRefusedAsDescribed() {
    JsonNode api = document("sales");
    String sent = "{\"order_no\":7,\"lines\":{}}";
    assertThat(broken(api, api.at("/components/schemas/order.input"), Json.read(sent, problems())))
        .isNotEmpty();
    HttpResponse<String> refused = send("sales", "POST", ORDERS, sent);
    assertThat(refused.statusCode()).isEqualTo(422);
    String type = refused.headers().firstValue("Content-Type").orElseThrow();
    JsonNode content = api.at("/paths/~1forms~1order~1records/post/responses/default/content");
    assertThat(content.fieldNames().next()).isEqualTo(type.replaceAll(";.*", ""));
    assertThat(broken(api, api.at("/components/schemas/Problem"), RunningNacre.json(refused)))
        .isEmpty();
  }

  private static dev.nacre.metadata.Problems problems() {
    return new dev.nacre.metadata.Problems();
  }

  private static JsonNode document(String role) {
    return get(role, HUB + "/openapi.json");
  }

  private static JsonNode described(JsonNode api, String schema) {
    return api.at("/components/schemas/" + schema + "/properties");
  }

  private static Set<String> names(JsonNode object) {
    var names = new TreeSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** What a JSON Schema checker finds wrong with an answer, held against its description. */
  private static List<String> wrong(JsonNode api, String pointer, JsonNode answer) {
    JsonNode schema = api.at(pointer + "/content/application~1json/schema");
    assertThat(schema.isMissingNode()).as(pointer).isFalse();
    return broken(api, schema, answer);
  }

  private static List<String> broken(JsonNode api, JsonNode schema, JsonNode value) {
    ObjectNode whole = schema.deepCopy();
    whole.putObject("$defs").setAll((ObjectNode) api.at("/components/schemas"));
    return CHECKS
        .getSchema(whole.toString().replace("#/components/schemas/", "#/$defs/"), InputFormat.JSON)
        .validate(value.toString(), InputFormat.JSON, context -> {})
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static JsonNode get(String role, String path) {
    HttpResponse<String> answer = nacre.get(path, as(role));
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return RunningNacre.json(answer);
  }

  private static HttpResponse<String> send(String role, String method, String path, String json) {
    return nacre.send(method, path, json, as(role));
  }

  private static String as(String role) {
    String user = role.equals("admin") ? role : "reader_" + role;
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + RunningNacre.PASSWORD).getBytes(StandardCharsets.UTF_8));
  }
}
