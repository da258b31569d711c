package dev.nacre.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nacre.storage.Identifiers;
import dev.nacre.storage.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Forms for tests, read from {@code expression/forms.json}. */
final class TestShape implements Shape {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  static final Map<String, TestShape> FORMS = read();

  private final String id;
  private final Map<String, TestName> names = new LinkedHashMap<>();

  /**
   * A name.
   *
   * @param way where a name that is found elsewhere leads; null for others
   * @param figure over what links here, with {@code %s} for the alias; null for others
   */
  record TestName(
      String id,
      int index,
      ValueType type,
      String column,
      Supplier<TestShape> shape,
      Supplier<TestShape> several,
      Supplier<List<TestName>> way,
      String figure)
      implements Name {
    @Override
    public TestShape target() {
      return shape.get();
    }

    @Override
    public TestShape many() {
      return several.get();
    }

    @Override
    public boolean steps() {
      return type == ValueType.SEVERAL;
    }

    @Override
    public boolean derived() {
      return way != null || figure != null;
    }

    @Override
    public List<? extends Name> path() {
      return way == null ? List.of(this) : way.get();
    }

    @Override
    public Sql sql(String alias, Scope scope, Visible visible) {
      return Sql.of(figure == null ? alias + "." + column : figure.formatted(alias));
    }
  }

  private TestShape(String id) {
    this.id = id;
    add("id", ValueType.LINK, "id", () -> null);
  }

  private void add(String name, ValueType type, String column, Supplier<TestShape> target) {
    add(name, type, column, target, () -> null);
  }

  private void add(
      String name,
      ValueType type,
      String column,
      Supplier<TestShape> target,
      Supplier<TestShape> several) {
    names.put(
        name,
        new TestName(
            name, names.size(), type, Identifiers.quote(column), target, several, null, null));
  }

  private void derived(String name, ValueType type, Supplier<List<TestName>> way, String figure) {
    names.put(
        name, new TestName(name, names.size(), type, "", () -> null, () -> null, way, figure));
  }

  private static ValueType type(JsonNode type) {
    return ValueType.valueOf(type.asText().toUpperCase(Locale.ROOT));
  }

  private static Map<String, TestShape> read() {
    var forms = new LinkedHashMap<String, TestShape>();
    try (var in = TestShape.class.getResourceAsStream("/expression/forms.json")) {
      JSON.readTree(in)
          .properties()
          .forEach(form -> forms.put(form.getKey(), read(form.getKey(), form.getValue(), forms)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return forms;
  }

  private static TestShape read(String id, JsonNode fields, Map<String, TestShape> forms) {
    var shape = new TestShape(id);
    shape.add("version", ValueType.NUMBER, "version", () -> null);
    shape.add("createdAt", ValueType.MOMENT, "created_at", () -> null);
    shape.add("createdBy", ValueType.TEXT, "created_by", () -> null);
    for (var field : fields.properties()) {
      String name = field.getKey();
      JsonNode type = field.getValue();
      if (type.has("link")) {
        shape.add(name, ValueType.LINK, name, () -> forms.get(type.get("link").asText()));
      } else if (type.has("lines")) {
        var lines = new TestShape(id + "_" + name);
        type.get("lines").properties().forEach(f -> lines.plain(f.getKey(), f.getValue(), forms));
        shape.add(name, ValueType.LINES, "record_id", () -> lines);
      } else {
        shape.plain(name, type, forms);
      }
    }
    return shape;
  }

  private void plain(String name, JsonNode type, Map<String, TestShape> forms) {
    if (type.has("link")) {
      add(name, ValueType.LINK, name, () -> forms.get(type.get("link").asText()));
    } else if (type.has("links")) {
      add(name, ValueType.SEVERAL, name, () -> null, () -> forms.get(type.get("links").asText()));
    } else if (type.has("figure")) {
      derived(name, type(type.get("type")), null, type.get("figure").asText());
    } else if (type.has("way")) {
      derived(
          name,
          type(type.get("type")),
          () -> {
            var way = new ArrayList<TestName>();
            TestShape at = this;
            for (JsonNode part : type.get("way")) {
              way.add(at.name(part.asText()).orElseThrow());
              at = way.getLast().target();
            }
            return way;
          },
          null);
    } else {
      add(name, type(type), name, () -> null);
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String table() {
    return Identifiers.quote("t", id);
  }

  @Override
  public Optional<TestName> name(String name) {
    return Optional.ofNullable(names.get(name));
  }

  @Override
  public Collection<TestName> names() {
    return names.values();
  }

  /** What creates this table and those of its lines. */
  List<String> ddl(boolean lines) {
    var all = new ArrayList<String>();
    var columns = new ArrayList<String>();
    for (TestName name : names.values()) {
      if (name.type() == ValueType.LINES) {
        all.addAll(name.target().ddl(true));
      } else if (!name.derived()) {
        columns.add(name.column() + " " + sqlType(name.type()));
      }
    }
    columns.add(lines ? "record_id uuid, position int" : "deleted_at timestamptz");
    all.add("create table " + table() + " (" + String.join(", ", columns) + ")");
    return all;
  }

  private static String sqlType(ValueType type) {
    return switch (type) {
      case TEXT -> "text";
      case NUMBER -> "numeric";
      case BOOLEAN -> "boolean";
      case DATE -> "date";
      case MOMENT -> "timestamptz";
      case LINK -> "uuid";
      case SEVERAL -> "text[]";
      case LINES -> throw new IllegalStateException();
    };
  }
}
