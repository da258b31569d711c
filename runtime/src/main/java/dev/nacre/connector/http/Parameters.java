package dev.nacre.connector.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.Call;
import dev.nacre.connector.Preparation;
import dev.nacre.connector.TemplatePlan;
import dev.nacre.metadata.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Named values with templates, and how they are written. */
record Parameters(Map<String, TemplatePlan> byName) {

  static Parameters of(
      @Nullable Map<String, JsonNode> settings,
      String settingsAt,
      @Nullable Map<String, JsonNode> operation,
      String operationAt,
      Preparation preparation) {
    var all = new LinkedHashMap<String, TemplatePlan>();
    if (settings != null) {
      settings.forEach(
          (name, json) ->
              all.put(name, preparation.setting(json, settingsAt + "/" + Json.escape(name))));
    }
    if (operation != null) {
      operation.forEach(
          (name, json) ->
              all.put(name, preparation.template(json, operationAt + "/" + Json.escape(name))));
    }
    return new Parameters(all);
  }

  /** Their values as text; what is empty is left out. */
  Map<String, String> fill(Call call, JsonNode input) {
    var values = new LinkedHashMap<String, String>();
    byName.forEach(
        (name, template) -> {
          JsonNode value = template.fill(call, input);
          if (!value.isNull()) {
            values.put(name, text(value));
          }
        });
    return values;
  }

  static String text(JsonNode value) {
    if (value.isContainerNode()) {
      return Json.write(value);
    }
    return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
  }

  /** As of an address or a web form. */
  static String encode(Map<String, String> values) {
    return values.entrySet().stream()
        .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** As RFC 3986 has it, which web forms read, too. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
