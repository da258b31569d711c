package dev.nacre.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.security.Identity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The app {@code sales} with orders whose figures tests can work out themselves. */
public final class SalesOrders {
  /** Ways down the tree of the field {@code to}; some end early. */
  private static final List<String> WAYS =
      List.of(
          "Guangdong",
          "Guangdong/Shenzhen",
          "Guangdong/Shenzhen/Nanshan",
          "Guangdong/Shenzhen/Futian",
          "Guangdong/Guangzhou",
          "Zhejiang/Hangzhou");

  public final TestApp app = TestApp.of("sales");
  public final AggregateEngine aggregates =
      new AggregateEngine(app.database, app.expressions, app.engine);
  public final List<StoredRecord> orders = new ArrayList<>();
  public final List<UUID> warehouses = new ArrayList<>();
  public final Identity web = person("web");

  /** Makes two warehouses, one more that is deleted, and so many orders over ten days. */
  public SalesOrders(int count) {
    var random = new Random(count);
    UUID city = app.create("city", "{'name':'Hangzhou','province':'浙江'}").id();
    for (String name : List.of("North", "South", "Gone")) {
      String region = name.equals("South") ? "" : ",'region':'" + name.charAt(0) + "'";
      warehouses.add(
          app.create("warehouse", "{'name':'" + name + "','city':'" + city + "'" + region + "}")
              .id());
    }
    Instant start = app.now;
    var changes = new ArrayList<Change>();
    for (int i = 0; i < count; i++) {
      changes.add(Change.create(order(i, random)));
    }
    for (Change change : changes) {
      app.now = start.plusSeconds(random.nextInt(10 * 24 * 3600));
      orders.add(app.change("order", change).after());
    }
    app.change("warehouse", Change.delete(warehouses.get(2), null));
    app.now = start.plusSeconds(10 * 24 * 3600);
  }

  private ObjectNode order(int i, Random random) {
    ObjectNode json = Json.MAPPER.createObjectNode().put("no", "O" + i);
    if (random.nextInt(5) > 0) {
      json.put("channel", List.of("web", "douyin", "store").get(random.nextInt(3)));
    }
    if (random.nextInt(5) > 0) {
      json.put("warehouse", warehouses.get(random.nextInt(3)).toString());
    }
    if (random.nextInt(5) > 0) {
      json.put("amount", BigDecimal.valueOf(random.nextInt(100_000), 2));
      json.put("cost", BigDecimal.valueOf(random.nextInt(100), 2));
    }
    if (random.nextInt(5) > 0) {
      ArrayNode to = json.putArray("to");
      Stream.of(WAYS.get(random.nextInt(WAYS.size())).split("/", -1)).forEach(to::add);
    }
    json.put("pieces", random.nextInt(4));
    json.put("paid", random.nextBoolean());
    if (random.nextInt(5) > 0) {
      json.put("due", LocalDate.of(2026, 11, 20).plusDays(random.nextInt(50)).toString());
      json.put("paid_at", app.now.plusSeconds(random.nextInt(400_000)).toString());
    }
    // by themselves, so that the other values stay what they were
    var several = new Random(i);
    if (several.nextInt(4) > 0) {
      some(several, List.of("vip", "gift", "hold"), json.putArray("labels"));
    }
    if (several.nextInt(4) > 0) {
      some(several, warehouses.stream().map(UUID::toString).toList(), json.putArray("also"));
    }
    return json;
  }

  private static void some(Random random, List<String> of, ArrayNode into) {
    of.stream().filter(one -> random.nextBoolean()).forEach(into::add);
  }

  /** Somebody with that role. */
  public static Identity person(String role) {
    return new Identity(role, role, false, Map.of("sales", Set.of(role)), false);
  }

  /** What an administrator is answered. */
  public Aggregation ask(Aggregate question) {
    return aggregates.aggregate(app.forms, question, TestApp.ADMIN);
  }

  /** The ids of the orders of which a condition holds, as far as that person may read them. */
  public Set<Object> ids(dev.nacre.metadata.Condition condition, Identity who) {
    var ids = new java.util.HashSet<Object>();
    String cursor = null;
    do {
      Page page =
          app.engine.query(
              app.forms, Query.of("order").where(condition).limit(500).after(cursor), who);
      page.records().forEach(record -> ids.add(record.id()));
      cursor = page.next();
    } while (cursor != null);
    return ids;
  }
}
