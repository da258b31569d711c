package dev.nacre.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A record for tests; a link is given as the far record, {@code "deleted": true} for a dead one.
 */
final class TestRow implements Row {
  private static final AtomicLong IDS = new AtomicLong();

  final TestShape shape;
  final Object[] values;
  final TestRow[] far;
  final Map<Integer, List<TestRow>> several = new HashMap<>();
  boolean deleted;

  TestRow(TestShape shape) {
    this.shape = shape;
    this.values = new Object[shape.names().size()];
    this.far = new TestRow[values.length];
    this.values[0] = new UUID(0, IDS.incrementAndGet());
  }

  static TestRow of(TestShape shape, JsonNode json) {
    var row = new TestRow(shape);
    row.deleted = json.path("deleted").asBoolean();
    for (TestShape.TestName name : shape.names()) {
      JsonNode value = json.get(name.id());
      if (value == null || value.isNull()) {
        continue;
      }
      row.values[name.index()] =
          switch (name.type()) {
            case LINES -> {
              var lines = new ArrayList<Row>();
              value.forEach(line -> lines.add(of(name.target(), line)));
              yield lines;
            }
            case LINK -> {
              if (value.isTextual()) {
                yield UUID.fromString(value.asText());
              }
              row.far[name.index()] = of(name.target(), value);
              yield row.far[name.index()].values[0];
            }
            case SEVERAL -> {
              if (name.many() == null) {
                yield Literals.read(value, name.type());
              }
              var all = new ArrayList<TestRow>();
              value.forEach(one -> all.add(of(name.many(), one)));
              yield row.linkAll(name.index(), all);
            }
            // records keep their version as a long
            default ->
                name.id().equals("version")
                    ? (Object) value.longValue()
                    : Literals.read(value, name.type());
          };
    }
    return row;
  }

  /** Gives the ids that the links hold. */
  List<String> linkAll(int index, List<TestRow> rows) {
    several.put(index, rows);
    return rows.stream().map(one -> one.values[0].toString()).toList();
  }

  @Override
  public List<TestRow> several(int index) {
    return several.getOrDefault(index, List.of()).stream().filter(one -> !one.deleted).toList();
  }

  @Override
  public Object get(int index) {
    return values[index];
  }

  @Override
  public Row linked(int index) {
    return far[index] == null || far[index].deleted ? null : far[index];
  }
}
