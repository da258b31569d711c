package dev.nacre.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Condition.Op;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes records and conditions from few values, so that they often meet. */
final class RandomConditions {
  private static final JsonNodeFactory F = JsonNodeFactory.instance;
  private static final List<String> TEXTS =
      List.of("a", "A", "ab", "b%", "b_c", "\\", "é", "华东", "\uFFEE", "𝄞", "0");
  private static final List<String> NUMBERS = List.of("0", "1", "1.0", "-2.5", "1e3", "0.30", "7");
  private static final List<String> DAYS =
      List.of("2026-02-28", "2026-03-04", "2026-03-05", "2026-03-30");
  private static final List<String> MOMENTS =
      List.of(
          "2026-03-04T15:59:59.999999Z",
          "2026-03-04T16:00:00Z",
          "2026-03-05T00:00:00Z",
          "2026-03-29T01:30:00Z",
          "2026-02-28T12:00:00Z",
          "2026-03-04T17:30:00Z");
  private static final Map<ValueType, List<String>> PATHS =
      Map.of(
          ValueType.TEXT,
              List.of(
                  "order_no",
                  "status",
                  "warehouse.region",
                  "warehouse.city.province",
                  "createdBy",
                  "spares.region",
                  "spares.city.province",
                  "warehouse.suppliers.name",
                  "province"),
          ValueType.NUMBER,
              List.of(
                  "amount",
                  "discount",
                  "warehouse.capacity",
                  "customer.level",
                  "version",
                  "level",
                  "orders",
                  "spares.capacity",
                  "spares.suppliers.orders",
                  "customer.orders"),
          ValueType.BOOLEAN, List.of("urgent"),
          ValueType.DATE, List.of("due", "shipped_on", "warehouse.city.founded"),
          ValueType.MOMENT,
              List.of("paid_at", "promised_at", "customer.since", "createdAt", "spares.createdAt"),
          ValueType.LINK,
              List.of("warehouse", "customer", "warehouse.city", "id", "spares.city", "spares.id"),
          ValueType.SEVERAL, List.of("tags", "warehouse.services", "spares.services"));
  private static final Map<ValueType, List<String>> LINE_PATHS =
      Map.of(
          ValueType.TEXT,
              List.of(
                  "sku",
                  "product.name",
                  "gifts.name",
                  "record.status",
                  "record.spares.region",
                  "record.warehouse.region"),
          ValueType.NUMBER,
              List.of("qty", "price", "product.cost", "record.amount", "cost", "record.orders"),
          ValueType.DATE, List.of("due", "record.due"),
          ValueType.LINK, List.of("product"),
          ValueType.SEVERAL, List.of("marks", "record.tags"));

  /** Of the records that {@code spares} lead to. */
  private static final Map<ValueType, List<String>> SPARE_PATHS =
      Map.of(
          ValueType.TEXT, List.of("region", "city.province", "suppliers.name", "record.status"),
          ValueType.NUMBER, List.of("capacity", "suppliers.level", "record.amount"),
          ValueType.DATE, List.of("city.founded", "record.due"),
          ValueType.LINK, List.of("city", "record.warehouse"),
          ValueType.SEVERAL, List.of("services", "record.tags"));

  private static final Map<ValueType, List<String>> FORMULAS =
      Map.of(
          ValueType.TEXT, List.of("user.id", "'a' + 'b'", "null", "lower('A')"),
          ValueType.NUMBER, List.of("0.1 + 0.2", "10 ^ 3", "null", "7 / 7"),
          ValueType.BOOLEAN, List.of("1 = 1", "null > 2"),
          ValueType.DATE, List.of("today()", "now", "dateAdd(today, -1)", "null"),
          ValueType.MOMENT, List.of("now", "today()", "dateAdd(now, -90, 'minute')"),
          ValueType.LINK, List.of("user.id", "null"),
          ValueType.SEVERAL, List.of("'a'", "null"));

  private final Random random;
  private final List<TestRow> warehouses = new ArrayList<>();
  private final List<TestRow> customers = new ArrayList<>();
  private final List<TestRow> products = new ArrayList<>();

  RandomConditions(long seed) {
    random = new Random(seed);
    for (int i = 0; i < 5; i++) {
      warehouses.add(row("warehouse"));
      customers.add(row("customer"));
      products.add(row("product"));
    }
    for (TestRow warehouse : warehouses) {
      link(warehouse, "city", row("city"));
      linkSome(warehouse, "suppliers", customers);
    }
  }

  TestRow order() {
    TestRow order = row("order");
    maybeLink(order, "warehouse", warehouses);
    maybeLink(order, "customer", customers);
    linkSome(order, "spares", warehouses);
    TestRow customer = order.far[order.shape.name("customer").orElseThrow().index()];
    for (TestRow one : customers) {
      int orders = one.shape.name("orders").orElseThrow().index();
      BigDecimal before = one.values[orders] instanceof BigDecimal n ? n : BigDecimal.ZERO;
      one.values[orders] = one == customer ? before.add(BigDecimal.ONE) : before;
    }
    TestShape.TestName lines = order.shape.name("lines").orElseThrow();
    var all = new ArrayList<Row>();
    for (int i = random.nextInt(4); i > 0; i--) {
      TestRow line = filled(new TestRow(lines.target()));
      maybeLink(line, "product", products);
      linkSome(line, "gifts", products);
      all.add(line);
    }
    order.values[lines.index()] = all.isEmpty() && random.nextBoolean() ? null : all;
    return order;
  }

  private TestRow row(String form) {
    return filled(new TestRow(TestShape.FORMS.get(form)));
  }

  private TestRow filled(TestRow row) {
    row.deleted = random.nextInt(5) == 0 && !row.shape.id().equals("order");
    for (TestShape.TestName name : row.shape.names()) {
      boolean scalar =
          name.type() != ValueType.LINK
              && name.type() != ValueType.LINES
              && name.many() == null
              && !name.derived();
      if (scalar && random.nextInt(4) > 0) {
        row.values[name.index()] = Literals.read(literal(name.type()), name.type());
      }
    }
    return row;
  }

  private void maybeLink(TestRow row, String name, List<TestRow> far) {
    if (random.nextInt(4) > 0) {
      link(row, name, far.get(random.nextInt(far.size())));
    }
  }

  private void linkSome(TestRow row, String name, List<TestRow> far) {
    int index = row.shape.name(name).orElseThrow().index();
    List<TestRow> some = far.stream().filter(one -> random.nextInt(4) == 0).toList();
    row.values[index] = some.isEmpty() ? null : row.linkAll(index, some);
  }

  private static void link(TestRow row, String name, TestRow far) {
    int index = row.shape.name(name).orElseThrow().index();
    row.values[index] = far.values[0];
    row.far[index] = far;
  }

  private JsonNode literal(ValueType type) {
    return switch (type) {
      case TEXT -> F.textNode(any(TEXTS));
      case NUMBER -> F.numberNode(new java.math.BigDecimal(any(NUMBERS)));
      case BOOLEAN -> F.booleanNode(random.nextBoolean());
      case DATE -> F.textNode(any(DAYS));
      case MOMENT -> F.textNode(any(MOMENTS));
      case LINK ->
          F.textNode(warehouses.get(random.nextInt(warehouses.size())).values[0].toString());
      case SEVERAL -> {
        ArrayNode several = F.arrayNode();
        for (int i = random.nextInt(3); i >= 0; i--) {
          several.add(any(TEXTS));
        }
        yield several;
      }
      case LINES -> throw new IllegalStateException();
    };
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  ObjectNode condition(int depth) {
    return condition(depth, PATHS, true);
  }

  private ObjectNode condition(int depth, Map<ValueType, List<String>> paths, boolean top) {
    ObjectNode node = F.objectNode();
    int kind = depth == 0 ? 9 : random.nextInt(10);
    switch (kind) {
      case 0, 1 -> {
        ArrayNode parts = node.putArray(kind == 0 ? "all" : "any");
        for (int i = random.nextInt(4); i > 0; i--) {
          parts.add(condition(depth - 1, paths, top));
        }
      }
      case 2, 3 -> node.set("not", condition(depth - 1, paths, top));
      case 4 -> {
        if (!top) {
          return condition(0, paths, false);
        }
        boolean lines = random.nextBoolean();
        ObjectNode some = node.putObject("some").put("table", lines ? "lines" : "spares");
        some.set("where", condition(depth - 1, lines ? LINE_PATHS : SPARE_PATHS, false));
      }
      case 5 -> {
        if (!top) {
          return condition(0, paths, false);
        }
        node.put("field", any(List.of("lines", "spares")))
            .put("op", random.nextBoolean() ? "empty" : "not_empty");
      }
      default -> compare(node, paths);
    }
    return node;
  }

  private void compare(ObjectNode node, Map<ValueType, List<String>> paths) {
    ValueType type = any(paths.keySet().stream().sorted().toList());
    List<Op> ops =
        Arrays.stream(Op.values())
            .filter(op -> Operators.fits(op, type) && op != Op.CHANGED && op != Op.CHANGED_TO)
            .toList();
    Op op = any(ops);
    node.put("field", any(paths.get(type))).put("op", op.id());
    switch (op) {
      case EMPTY, NOT_EMPTY -> {}
      case IN, NOT_IN -> {
        ArrayNode list = node.putArray("value");
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(element(type), paths));
        }
      }
      case CONTAINS -> node.set("value", value(element(type), paths));
      case BETWEEN -> node.putArray("value").add(value(type, paths)).add(value(type, paths));
      case WITHIN -> {
        if (random.nextInt(3) == 0) {
          node.putObject("value")
              .put(
                  random.nextBoolean() ? "last" : "next",
                  any(List.of("P7D", "PT2H", "P1M", "P1DT3H")));
        } else {
          node.put("value", any(RelativeRange.NAMES));
        }
      }
      default -> node.set("value", value(type, paths));
    }
  }

  private static boolean many(String path) {
    return path.contains("spares.") || path.contains("suppliers.") || path.contains("gifts.");
  }

  /** What one of several values is. */
  private static ValueType element(ValueType type) {
    return type == ValueType.SEVERAL ? ValueType.TEXT : type;
  }

  private JsonNode value(ValueType type, Map<ValueType, List<String>> paths) {
    boolean time = type == ValueType.DATE || type == ValueType.MOMENT;
    return switch (random.nextInt(4)) {
      case 0 -> F.objectNode().put("expr", any(FORMULAS.get(type)));
      case 1 -> {
        ValueType other =
            time && paths == PATHS ? any(List.of(ValueType.DATE, ValueType.MOMENT)) : type;
        // one of several values can't be the other side
        yield F.objectNode()
            .put("field", any(paths.get(other).stream().filter(p -> !many(p)).toList()));
      }
      default ->
          type == ValueType.MOMENT && random.nextBoolean()
              ? literal(ValueType.DATE)
              : literal(type);
    };
  }
}
