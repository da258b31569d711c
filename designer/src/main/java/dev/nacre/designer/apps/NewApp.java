package dev.nacre.designer.apps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import java.util.Map;

/**
 * An app to begin with: nothing but its head, so that what is dragged into it next is the first.
 *
 * @param english its name; never blank
 * @param chinese its name; never blank
 * @param timeZone IANA
 * @param currency ISO 4217
 */
record NewApp(String id, String english, String chinese, String timeZone, String currency) {
  AppFiles files() {
    ObjectNode head = Json.MAPPER.createObjectNode().put("schemaVersion", 1).put("id", id);
    head.put("version", "1.0.0");
    head.putObject("name").put("en", english).put("zh", chinese);
    head.put("timeZone", timeZone).put("currency", currency);
    return AppFiles.of(Map.of("app.json", Json.pretty(head)));
  }
}
