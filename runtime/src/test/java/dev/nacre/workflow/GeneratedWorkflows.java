package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * An app of random workflows, valid by construction. Each of their steps leaves something behind
 * that can be counted; what runs beside each other writes different fields, so that it is known
 * which way an instance must take.
 *
 * <p>{@code w…} are about the jobs of that kind, {@code v…} about all of some amount, {@code next}
 * begins when a job goes on, and {@code z…} run as steps of others.
 */
final class GeneratedWorkflows {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEEPEST = 3;

  /** What {@code parallel}, {@code each} and {@code subflow} nest is an instance of its own. */
  static final List<String> SHELVES = List.of("S1", "S2", "S3");

  private final RandomGenerator random;
  private final Map<String, JsonNode> workflows = new TreeMap<>();
  private final List<String> inner = new ArrayList<>();
  private final Map<Kind, Integer> weights = weights();
  private String workflow = "";
  private int steps;

  /** Makes the step with that id. */
  private interface Kind extends BiFunction<String, Place, ObjectNode> {}

  /**
   * Where a step is made.
   *
   * @param fields of the job that nobody else writes meanwhile
   * @param item how the thing is called that an {@code each} around it goes over; empty without
   * @param alone whether nothing of the same job runs beside it that holds goods or goes on
   */
  private record Place(List<String> fields, String item, boolean alone, int depth) {
    Place deeper() {
      return new Place(fields, item, alone, depth + 1);
    }

    Place beside(List<String> own, String newItem) {
      return new Place(own, newItem, false, depth + 1);
    }
  }

  /** So many about jobs of one kind, and half as many about all. */
  GeneratedWorkflows(RandomGenerator random, int count) {
    this.random = random;
    for (int i = 0; i < 3; i++) {
      add("z" + i, button(), new Place(List.of(), "", false, DEEPEST - 1), 1 + random.nextInt(3));
      inner.add("z" + i);
    }
    for (int i = 0; i < count; i++) {
      String id = "w" + i;
      ObjectNode when = NODES.objectNode().put("field", "kind").put("op", "eq").put("value", id);
      Place place = new Place(List.of("x1", "x2", "x3", "x4"), "", true, 0);
      add(id, onCreate(when), place, 2 + random.nextInt(5));
    }
    for (int i = 0; i < count / 8; i++) {
      ObjectNode when = NODES.objectNode().put("field", "amount").put("op", "gt");
      when.put("value", 85 + random.nextInt(14));
      add(
          "v" + i,
          onCreate(when),
          new Place(List.of(), "", false, DEEPEST - 1),
          1 + random.nextInt(3));
    }
    ObjectNode goes = NODES.objectNode().put("field", "go").put("op", "changed_to");
    goes.put("value", "go");
    ObjectNode onGo = onCreate(goes);
    onGo.putArray("on").add("update");
    add("next", onGo, new Place(List.of(), "", false, DEEPEST - 1), 2);
  }

  /** The definitions, by id. */
  Map<String, JsonNode> definitions() {
    return workflows;
  }

  /** The whole app. */
  AppFiles files() {
    AppFiles files = Corpus.app("simulated");
    for (var entry : workflows.entrySet()) {
      files = files.with("workflows/" + entry.getKey() + ".json", Json.write(entry.getValue()));
    }
    return files;
  }

  private void add(String id, ObjectNode trigger, Place place, int length) {
    workflow = id;
    steps = 0;
    ObjectNode definition = NODES.objectNode().put("id", id);
    definition.set("trigger", trigger);
    definition.set("steps", block(place, length));
    workflows.put(id, definition);
  }

  private static ObjectNode button() {
    return NODES.objectNode().put("type", "button").put("form", "job");
  }

  private static ObjectNode onCreate(ObjectNode when) {
    ObjectNode trigger = NODES.objectNode().put("type", "record").put("form", "job");
    trigger.putArray("on").add("create");
    trigger.set("when", when);
    return trigger;
  }

  private Map<Kind, Integer> weights() {
    Map<Kind, Integer> all = new java.util.LinkedHashMap<>();
    all.put(this::mark, 6);
    all.put(this::bump, 5);
    all.put(this::put, 5);
    all.put(this::tell, 3);
    all.put(this::send, 3);
    all.put(this::call, 5);
    all.put(this::approve, 5);
    all.put(this::delay, 3);
    all.put(this::await, 3);
    all.put(this::branch, 5);
    all.put(this::parallel, 3);
    all.put(this::eachLine, 2);
    all.put(this::eachShelf, 1);
    all.put(this::find, 2);
    all.put(this::reserve, 4);
    all.put(this::release, 2);
    all.put(this::subflow, 3);
    all.put(this::goOn, 1);
    all.put(this::script, 1);
    return all;
  }

  private ArrayNode block(Place place, int length) {
    ArrayNode block = NODES.arrayNode();
    for (int i = 0; i < length; i++) {
      ObjectNode step = step(place);
      block.add(step);
      if (step.path("type").asText().equals("create") && chance(25)) {
        block.add(remove(id(), step.path("id").asText()));
      }
    }
    if (place.depth() > 0 && chance(8)) {
      block.add(of(id(), "end", "{'state': 'stop'}"));
    }
    return block;
  }

  private ArrayNode some(Place place) {
    return block(place.deeper(), random.nextInt(4));
  }

  private ObjectNode step(Place place) {
    int total = weights.values().stream().mapToInt(Integer::intValue).sum();
    String id = id();
    while (true) {
      int drawn = random.nextInt(total);
      for (var entry : weights.entrySet()) {
        drawn -= entry.getValue();
        if (drawn < 0) {
          ObjectNode step = entry.getKey().apply(id, place);
          // not everything is possible everywhere
          if (!step.isEmpty()) {
            return step;
          }
          break;
        }
      }
    }
  }

  private String id() {
    steps++;
    return "s" + steps;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static ObjectNode of(String id, String type, String settings) {
    ObjectNode step = NODES.objectNode().put("id", id).put("type", type);
    step.set("settings", TestFlow.json(settings));
    return step;
  }

  private static ObjectNode not() {
    return NODES.objectNode();
  }

  private static ObjectNode settings(ObjectNode step) {
    return (ObjectNode) step.get("settings");
  }

  /** What a step writes outside its record: whose it is, which step's, and of what item. */
  private String words(String id, Place place) {
    String item = place.item().isEmpty() ? "" : " {{" + place.item() + ".sku}}";
    return "{{record.no}} " + workflow + "." + id + item;
  }

  private String formula(String id, Place place) {
    String item = place.item().isEmpty() ? "" : ", ' ', " + place.item() + ".sku";
    return "concat(record.no, ' " + workflow + "." + id + "'" + item + ")";
  }

  private ObjectNode mark(String id, Place place) {
    ObjectNode step = of(id, "create", "{'form': 'mark'}");
    settings(step).putObject("set").putObject("text").put("expr", formula(id, place));
    return step;
  }

  private static ObjectNode remove(String id, String of) {
    ObjectNode step = of(id, "delete", "{'form': 'mark'}");
    settings(step).putObject("record").put("expr", "steps." + of + ".id");
    return step;
  }

  private ObjectNode bump(String id, Place place) {
    return of(id, "update", "{'set': {'count': {'expr': 'coalesce(count, 0) + 1'}}}");
  }

  private ObjectNode put(String id, Place place) {
    if (place.fields().isEmpty()) {
      return not();
    }
    String value = any(List.of("'a'", "'b'", "{'expr': 'concat(kind, amount)'}"));
    return of(id, "update", "{'set': {'" + any(place.fields()) + "': " + value + "}}");
  }

  private ObjectNode goOn(String id, Place place) {
    return place.alone() ? of(id, "update", "{'set': {'go': 'go'}}") : not();
  }

  private ObjectNode tell(String id, Place place) {
    return of(id, "notify", "{'to': {'role': 'support'}, 'text': '" + words(id, place) + "'}");
  }

  private ObjectNode send(String id, Place place) {
    ObjectNode step = of(id, "notify", "{'via': 'partner', 'operation': 'send', 'link': false}");
    settings(step).put("text", words(id, place));
    return step;
  }

  private ObjectNode call(String id, Place place) {
    ObjectNode step = of(id, "call", "{'connector': 'partner', 'operation': 'pay'}");
    settings(step).putObject("input").putObject("text").put("expr", formula(id, place));
    settings(step).put("repeatable", chance(50)).put("tries", 1 + random.nextInt(4));
    return step;
  }

  private ObjectNode approve(String id, Place place) {
    ObjectNode step = of(id, "approve", "{}");
    String role = any(List.of("finance", "finance", "manager", "support"));
    ObjectNode settings = settings(step);
    settings.putObject("assign").put("role", role);
    settings.put("mode", chance(30) ? "all" : "any");
    if (chance(40)) {
      settings.set(
          "deadline",
          TestFlow.json(
              "{'after': 'PT2H', 'then': [{'remind': true}, {'after': 'PT1H', 'escalate': {'role':"
                  + " 'manager'}}, {'after': 'PT3H', 'decide': '"
                  + any(List.of("approve", "reject"))
                  + "'}]}"));
    }
    if (chance(50)) {
      settings.putObject("rejected").set("steps", some(place));
    }
    return step;
  }

  private ObjectNode delay(String id, Place place) {
    return of(id, "delay", "{'after': 'PT" + (1 + random.nextInt(200)) + "M'}");
  }

  private ObjectNode await(String id, Place place) {
    ObjectNode step =
        of(
            id,
            "wait",
            "{'when': {'field': 'count', 'op': 'gt', 'value': " + random.nextInt(4) + "}}");
    settings(step).put("after", "PT" + (1 + random.nextInt(300)) + "M");
    if (chance(50) && place.depth() < DEEPEST) {
      settings(step).set("else", some(place));
    }
    return step;
  }

  private ObjectNode branch(String id, Place place) {
    if (place.depth() >= DEEPEST) {
      return not();
    }
    ObjectNode step = of(id, "branch", "{}");
    ArrayNode cases = settings(step).putArray("cases");
    for (int i = random.nextInt(2); i >= 0; i--) {
      ObjectNode one = cases.addObject();
      one.set("when", condition(place, 2));
      one.set("steps", some(place));
    }
    if (chance(50)) {
      settings(step).set("else", some(place));
    }
    return step;
  }

  private ObjectNode condition(Place place, int depth) {
    ObjectNode node = NODES.objectNode();
    int drawn = random.nextInt(depth > 0 ? 7 : 4);
    switch (drawn) {
      case 0, 1 -> node.put("field", "amount").put("op", "gt").put("value", random.nextInt(100));
      case 2, 3 -> {
        if (place.item().equals("line") && chance(50)) {
          return node.put("field", "line.qty").put("op", "gt").put("value", random.nextInt(5));
        }
        if (place.fields().isEmpty()) {
          return node.put("field", "amount").put("op", "gt").put("value", random.nextInt(100));
        }
        node.put("field", any(place.fields()));
        if (chance(40)) {
          node.put("op", "empty");
        } else {
          node.put("op", "eq").put("value", any(List.of("a", "b")));
        }
      }
      case 4 -> node.putArray("all").add(condition(place, 0)).add(condition(place, depth - 1));
      case 5 -> node.putArray("any").add(condition(place, 0)).add(condition(place, depth - 1));
      default -> node.set("not", condition(place, depth - 1));
    }
    return node;
  }

  private ObjectNode parallel(String id, Place place) {
    if (place.depth() >= DEEPEST) {
      return not();
    }
    ObjectNode step = of(id, "parallel", "{}");
    ArrayNode branches = settings(step).putArray("branches");
    int count = 2 + random.nextInt(2);
    boolean all = chance(60);
    for (int i = 0; i < count; i++) {
      var own = new ArrayList<String>();
      // what a branch wrote last that is no longer needed may come before or after the step goes on
      for (int f = i; all && f < place.fields().size(); f += count) {
        own.add(place.fields().get(f));
      }
      Place beside = place.beside(own, place.item());
      branches.addObject().set("steps", block(beside, 1 + random.nextInt(3)));
    }
    if (!all && chance(50)) {
      settings(step).put("until", "any");
    } else if (!all) {
      settings(step).put("number", 1 + random.nextInt(count));
    }
    return step;
  }

  private ObjectNode eachLine(String id, Place place) {
    if (place.depth() >= DEEPEST || !place.item().isEmpty()) {
      return not();
    }
    ObjectNode step = of(id, "each", "{'table': 'lines'}");
    settings(step).set("steps", block(place.beside(List.of(), "line"), 1 + random.nextInt(2)));
    return step;
  }

  private ObjectNode eachShelf(String id, Place place) {
    if (place.depth() >= DEEPEST || !place.item().isEmpty()) {
      return not();
    }
    ObjectNode step = of(id, "each", "{'in': {'form': 'shelf'}}");
    settings(step).set("steps", block(place.beside(List.of(), "item"), 1 + random.nextInt(2)));
    return step;
  }

  private ObjectNode find(String id, Place place) {
    ObjectNode step = of(id, "find", "{'form': 'shelf'}");
    ObjectNode where = settings(step).putObject("where").put("field", "sku").put("op", "eq");
    where.put("value", chance(50) ? any(SHELVES) : "none");
    if (place.depth() < DEEPEST && chance(60)) {
      settings(step).set("else", some(place));
    }
    return step;
  }

  private ObjectNode reserve(String id, Place place) {
    if (!place.alone() || place.depth() >= DEEPEST) {
      return not();
    }
    ObjectNode step =
        of(
            id,
            "reserve",
            "{'form': 'shelf', 'from': 'available', 'to': 'reserved', 'wants': [{'each': 'lines',"
                + " 'match': {'sku': {'field': 'sku'}}, 'quantity': {'field': 'qty'}}]}");
    settings(step).set("else", some(place));
    if (chance(30)) {
      settings(step).put("expires", "PT" + (1 + random.nextInt(6)) + "H");
    }
    return step;
  }

  private ObjectNode release(String id, Place place) {
    String as = any(List.of("free", "used"));
    return place.alone() ? of(id, "release_stock", "{'as': '" + as + "'}") : not();
  }

  private ObjectNode subflow(String id, Place place) {
    if (place.depth() >= DEEPEST - 1 || inner.isEmpty()) {
      return not();
    }
    return of(
        id,
        "subflow",
        "{'workflow': '" + any(inner) + "', 'goOn': " + chance(30) + ", 'input': {'why': 'x'}}");
  }

  private ObjectNode script(String id, Place place) {
    return of(id, "script", "{'code': 'record.amount * 2'}");
  }
}
