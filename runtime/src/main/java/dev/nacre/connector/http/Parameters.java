package dev.nacre.connector.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.Call;
import dev.nacre.connector.Preparation;
import dev.nacre.connector.TemplatePlan;
import dev.nacre.metadata.Json;
import dev.nacre.security.signing.Outgoing;
import java.util.LinkedHashMap;
import java.util.Map;
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
            values.put(name, Outgoing.text(value));
          }
        });
    return values;
  }
}
