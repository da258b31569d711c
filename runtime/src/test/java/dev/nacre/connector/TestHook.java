package dev.nacre.connector;

import dev.nacre.event.InboxEntry;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.TestApp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A webhook with settings of one's own, and what others send to it. */
final class TestHook {
  final TestHub hub = new TestHub();

  /** A hook whose orders are told apart by that pointer. */
  static ConnectorDefinition hook(String settings, String number) {
    String json =
        """
        {'id': 'push', 'kind': 'webhook', 'settings': %s,
         'ingest': [{'id': 'orders', 'form': 'order', 'key': ['channel', 'order_no'],
            'map': {'channel': {'value': 'web'}, 'order_no': '%s'}}]}\
        """
            .formatted(settings, number);
    return Json.MAPPER.convertValue(TestApp.json(json), ConnectorDefinition.class);
  }

  TestHook publish(String settings, String number) {
    hub.publish(hook(settings, number));
    return this;
  }

  /** What is wrong with those settings. */
  List<Problem> problems(String settings) {
    var problems = new Problems();
    hub.compiler.compile(hook(settings, "/id"), hub.app.forms, problems);
    return problems.list();
  }

  Receipt send(String method, Map<String, String> query, Map<String, String> headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return hub.webhooks.receive(
        "hub", "push", new Pushed(method, "/hooks/hub/push", query, headers, bytes));
  }

  Receipt get(Map<String, String> query) {
    return send("GET", query, Map.of(), "");
  }

  Receipt post(Map<String, String> query, String body) {
    return send("POST", query, Map.of(), body);
  }

  Receipt postForm(Map<String, String> query, Map<String, String> fields) {
    return post(query, form(fields));
  }

  static String form(Map<String, String> fields) {
    var text = new StringBuilder();
    fields.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return text.toString();
  }

  /** Names and values in turn. */
  static Map<String, String> of(String... pairs) {
    var all = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      all.put(pairs[i], pairs[i + 1]);
    }
    return all;
  }

  /** Bodies of what was kept, newest first. */
  List<String> kept() {
    return hub.entries().stream()
        .map(InboxEntry::id)
        .map(id -> new String(hub.entry(id).body(), StandardCharsets.UTF_8))
        .toList();
  }

  /** Works it off, and tells the numbers of the orders. */
  List<String> orders() {
    hub.work();
    return hub.records("order").stream().map(o -> String.valueOf(o.get("order_no"))).toList();
  }
}
