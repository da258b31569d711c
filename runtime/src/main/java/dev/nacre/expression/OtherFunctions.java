package dev.nacre.expression;

import static dev.nacre.expression.FormulaFunction.MANY;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.metadata.Suggestions;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Showing, covering, finding. */
final class OtherFunctions {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private OtherFunctions() {}

  static List<FormulaFunction> all() {
    return List.of(
        FormulaFunction.strict(
            "format", "format(value, '#,##0.00')", 2, 2, ValueType.TEXT, OtherFunctions::format),
        FormulaFunction.strict(
            "region",
            "region(province)",
            1,
            1,
            ValueType.TEXT,
            (args, scope) -> Regions.of(text(args[0], scope)).orElse(null)),
        FormulaFunction.strict(
            "mask", "mask(text, 'phone')", 1, 2, ValueType.TEXT, OtherFunctions::mask),
        FormulaFunction.strict(
            "hash", "hash(value, …)", 1, MANY, ValueType.TEXT, OtherFunctions::hash),
        FormulaFunction.strict("json", "json(value, '/path')", 1, 2, null, OtherFunctions::json),
        new FormulaFunction(
            "lookup",
            "lookup('form', 'field', value, 'wanted field')",
            4,
            4,
            OtherFunctions::lookup));
  }

  private static String text(@Nullable Object value, Scope scope) {
    return Objects.requireNonNull(Values.text(value, scope.zone()));
  }

  private static Object format(@Nullable Object[] args, Scope scope) {
    String pattern = text(args[1], scope);
    Object value = Objects.requireNonNull(args[0]);
    try {
      return value instanceof BigDecimal number
          ? new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT))
              .format(Decimals.checked(number))
          : DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
              .format(Moments.zoned(value, scope.zone()));
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw (FormulaException) Faults.of("formula_pattern", pattern).initCause(e);
    }
  }

  private static Object mask(@Nullable Object[] args, Scope scope) {
    String text = text(args[0], scope);
    Mask mask =
        args.length == 1
            ? Mask.guess(text)
            : Mask.byId(text(args[1], scope)).orElseThrow(() -> Faults.of("formula_mask", args[1]));
    return mask.cover(text);
  }

  /** SHA-256 in hex of the values, each ended so that two pairs of texts never meet. */
  private static Object hash(@Nullable Object[] args, Scope scope) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < args.length; i++) {
        if (i > 0) {
          digest.update((byte) 0);
        }
        digest.update(text(args[i], scope).getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With a path, the value there in JSON or JSON text; without, the value as JSON text. */
  private static @Nullable Object json(@Nullable Object[] args, Scope scope) {
    Object value = Objects.requireNonNull(args[0]);
    try {
      if (args.length == 1) {
        return value instanceof JsonNode node ? node.toString() : write(value, scope);
      }
      JsonNode tree = value instanceof JsonNode node ? node : JSON.readTree(text(value, scope));
      return Values.fromJson(tree.at(JsonPointer.compile(text(args[1], scope))));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw (FormulaException) Faults.of("formula_json", value).initCause(e);
    }
  }

  private static String write(Object value, Scope scope) {
    JsonNodeFactory f = JsonNodeFactory.instance;
    return switch (value) {
      case BigDecimal number -> Values.plain(number).toPlainString();
      case Boolean yes -> f.booleanNode(yes).toString();
      default -> f.textNode(text(value, scope)).toString();
    };
  }

  private static Typed lookup(FormulaFunction.Call call) {
    List<Typed> args = call.values();
    String form = args.get(0).literal();
    String field = args.get(1).literal();
    String wanted = args.get(3).literal();
    if (form == null || field == null || wanted == null) {
      return call.misused();
    }
    Shape shape = call.compiler().names().forms().apply(form);
    if (shape == null) {
      call.compiler().problem("lookup_form", form);
      return Typed.BROKEN;
    }
    if (!known(call, shape, field, OtherFunctions::asked)
        || !known(call, shape, wanted, OtherFunctions::told)) {
      return Typed.BROKEN;
    }
    call.compiler().uses().lookup();
    Typed value = args.get(2);
    ValueType keyType = shape.name(field).orElseThrow().type();
    return Typed.of(
        scope -> {
          Object key = Values.coerce(value.eval(scope), keyType, scope.zone());
          return key == null ? null : scope.lookups().find(form, field, key, wanted);
        },
        shape.name(wanted).orElseThrow().type());
  }

  /** Records are found by one stored value. */
  private static boolean asked(Shape.Name name) {
    return !name.derived() && name.type() != ValueType.LINES && name.type() != ValueType.SEVERAL;
  }

  private static boolean told(Shape.Name name) {
    return name.type() != ValueType.LINES;
  }

  private static boolean known(
      FormulaFunction.Call call, Shape shape, String name, Predicate<Shape.Name> fit) {
    if (shape.name(name).filter(fit).isPresent()) {
      return true;
    }
    List<String> others = shape.names().stream().filter(fit).map(n -> n.id()).toList();
    call.compiler()
        .problem("lookup_field", name, shape.id(), Suggestions.nearestOrAll(name, others));
    return false;
  }
}
