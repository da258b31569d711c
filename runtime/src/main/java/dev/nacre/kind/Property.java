package dev.nacre.kind;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Source;
import dev.nacre.metadata.Text;
import dev.nacre.metadata.Value;
import dev.nacre.metadata.WorkflowDefinition;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a kind.
 *
 * @param name the key in {@code settings}
 * @param shape what may be written there
 * @param required whether it must be there
 * @param schema its JSON Schema
 */
public record Property(String name, Shape shape, boolean required, ObjectNode schema) {

  /** What may be written in a setting; decides its editor. */
  public sealed interface Shape {
    /** Plain text. */
    record Plain() implements Shape {}

    /** The id of a definition of the app, in that folder ({@code forms}). */
    record Reference(String folder) implements Shape {}

    /** The name of a field, of those that {@code of} says. */
    record FieldName(NamesField.Of of) implements Shape {}

    /** Text shown to people, perhaps in two languages. */
    record Label() implements Shape {}

    /** A number. */
    record Numeric(boolean whole) implements Shape {}

    /** Yes or no. */
    record Flag() implements Shape {}

    /** One of these. */
    record Choice(List<String> values) implements Shape {}

    /** An ISO 8601 duration. */
    record Span() implements Shape {}

    /** A condition. */
    record When() implements Shape {}

    /**
     * A literal or something computed.
     *
     * @param names what of the app it is the id of ({@code calendars}); null where it is none
     */
    record Computed(@Nullable String names) implements Shape {}

    /** Several of one shape. */
    record Many(Shape of) implements Shape {}

    /**
     * Any names, each with one shape.
     *
     * @param fields which fields the names are; null where they aren't told, such as those of the
     *     form that the settings are about
     */
    record Named(Shape of, NamesField.@Nullable Of fields) implements Shape {}

    /**
     * A group of settings.
     *
     * @param one the names of those of which exactly one is written; empty when there are none such
     */
    record Group(List<Property> properties, List<String> one) implements Shape {}

    /** Field definitions, steps or free JSON, which have editors of their own. */
    record Nested(Class<?> type) implements Shape {}
  }

  static List<Property> of(Class<?> settings) {
    var properties = new ArrayList<Property>();
    for (RecordComponent component : settings.getRecordComponents()) {
      properties.add(of(component));
    }
    return List.copyOf(properties);
  }

  static ObjectNode schema(List<Property> properties) {
    ObjectNode schema = Json.MAPPER.createObjectNode();
    schema.put("type", "object").put("additionalProperties", false);
    ObjectNode byName = schema.putObject("properties");
    ArrayNode required = Json.MAPPER.createArrayNode();
    for (Property property : properties) {
      byName.set(property.name(), property.schema());
      if (property.required()) {
        required.add(property.name());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema;
  }

  private static Property of(RecordComponent component) {
    // annotations on a component without a RECORD_COMPONENT target are found on its accessor
    AnnotatedElement annotated = component.getAccessor();
    JsonProperty renamed = annotated.getAnnotation(JsonProperty.class);
    String name = renamed == null ? component.getName() : renamed.value();
    boolean filled = annotated.isAnnotationPresent(NotEmpty.class);
    boolean required = filled || annotated.isAnnotationPresent(NotNull.class);
    Refers refers = annotated.getAnnotation(Refers.class);
    Shape shape = shape(component.getGenericType());
    if (refers != null) {
      shape =
          shape instanceof Shape.Computed
              ? new Shape.Computed(refers.value())
              : new Shape.Reference(refers.value());
    }
    NamesField names = annotated.getAnnotation(NamesField.class);
    if (names != null) {
      var named = new Shape.FieldName(names.value());
      shape =
          switch (shape) {
            case Shape.Many many -> new Shape.Many(named);
            case Shape.Named(Shape of, var none) -> new Shape.Named(of, names.value());
            case Shape other -> named;
          };
    }
    ObjectNode schema = schema(shape);
    if (filled && schema.path("type").asText().equals("array")) {
      schema.put("minItems", 1);
    } else if (filled && (shape instanceof Shape.Plain || shape instanceof Shape.FieldName)) {
      schema.put("minLength", 1);
    }
    Min min = annotated.getAnnotation(Min.class);
    if (min != null) {
      schema.put("minimum", min.value());
    }
    Max max = annotated.getAnnotation(Max.class);
    if (max != null) {
      schema.put("maximum", max.value());
    }
    Pattern pattern = annotated.getAnnotation(Pattern.class);
    if (pattern != null) {
      schema.put("pattern", "^(?:" + pattern.regexp() + ")$");
    }
    return new Property(name, shape, required, schema);
  }

  private static Shape shape(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == Map.class
          ? new Shape.Named(shape(arguments[1]), null)
          : new Shape.Many(shape(arguments[0]));
    }
    Class<?> c = (Class<?>) type;
    if (c == String.class) {
      return new Shape.Plain();
    } else if (c == Text.class) {
      return new Shape.Label();
    } else if (c == Integer.class || c == int.class || c == Long.class || c == long.class) {
      return new Shape.Numeric(true);
    } else if (c == BigDecimal.class) {
      return new Shape.Numeric(false);
    } else if (c == Boolean.class || c == boolean.class) {
      return new Shape.Flag();
    } else if (c == Duration.class) {
      return new Shape.Span();
    } else if (c == Condition.class) {
      return new Shape.When();
    } else if (c == Value.class) {
      return new Shape.Computed(null);
    } else if (c.isEnum()) {
      return new Shape.Choice(
          java.util.Arrays.stream(c.getEnumConstants())
              .map(e -> ((Enum<?>) e).name().toLowerCase(Locale.ROOT))
              .toList());
    } else if (c == FieldDefinition.class
        || c == WorkflowDefinition.Step.class
        || c == Source.class
        || JsonNode.class.isAssignableFrom(c)) {
      return new Shape.Nested(c);
    } else if (c.isRecord()) {
      OneOf one = c.getAnnotation(OneOf.class);
      return new Shape.Group(of(c), one == null ? List.of() : List.of(one.value()));
    }
    throw new IllegalStateException("a settings record can't have a component of " + c);
  }

  private static ObjectNode schema(Shape shape) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    return switch (shape) {
      case Shape.Plain p -> node.put("type", "string");
      case Shape.FieldName f -> node.put("type", "string");
      case Shape.Reference r -> node.put("$ref", "common.json#/$defs/id");
      case Shape.Label l -> node.put("$ref", "common.json#/$defs/text");
      case Shape.Numeric n -> node.put("type", n.whole() ? "integer" : "number");
      case Shape.Flag f -> node.put("type", "boolean");
      case Shape.Choice c -> {
        ArrayNode values = node.putArray("enum");
        c.values().forEach(values::add);
        yield node;
      }
      case Shape.Span s -> node.put("$ref", "common.json#/$defs/duration");
      case Shape.When w -> node.put("$ref", "common.json#/$defs/condition");
      case Shape.Computed c -> node.put("$ref", "common.json#/$defs/value");
      case Shape.Many m -> {
        node.put("type", "array");
        node.set("items", schema(m.of()));
        yield node;
      }
      case Shape.Named n -> {
        node.put("type", "object");
        node.set("additionalProperties", schema(n.of()));
        yield node;
      }
      case Shape.Group g -> schema(g.properties());
      case Shape.Nested n when n.type() == FieldDefinition.class ->
          node.put("$ref", "form.json#/$defs/field");
      case Shape.Nested n when n.type() == WorkflowDefinition.Step.class ->
          node.put("$ref", "workflow.json#/$defs/step");
      case Shape.Nested n when n.type() == Source.class ->
          node.put("$ref", "common.json#/$defs/source");
      case Shape.Nested n -> node;
    };
  }
}
