package dev.nacre.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.storage.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Equal to one of several. */
final class OneOf implements Check {
  private final @Nullable ValueType type;
  private final List<Operand> items;
  private final @Nullable Node whole;
  private final Set<Object> constants = new HashSet<>();

  /**
   * Takes its parts.
   *
   * @param items written one by one
   * @param whole a formula that gives them all, such as {@code user.roles}; null when there is none
   */
  OneOf(@Nullable ValueType type, List<Operand> items, @Nullable Node whole) {
    this.type = type;
    this.items = items;
    this.whole = whole;
    boolean byEquals = type == ValueType.TEXT || type == ValueType.LINK || type == ValueType.DATE;
    if (byEquals && items.stream().allMatch(Operand.Constant.class::isInstance)) {
      items.forEach(item -> constants.add(((Operand.Constant) item).literal()));
    }
  }

  @Override
  public boolean holds(Object value, Scope scope) {
    if (!constants.isEmpty()) {
      return constants.contains(value);
    }
    for (Operand item : operands(scope)) {
      if (new Relation(Op.EQ, type, item).holds(value, scope)) {
        return true;
      }
    }
    return false;
  }

  private List<Operand> operands(Scope scope) {
    if (whole == null) {
      return items;
    }
    return switch (whole.eval(scope)) {
      case null -> List.of();
      case Collection<?> many -> many.stream().map(one -> operand(one)).toList();
      case JsonNode array when array.isArray() -> {
        var all = new ArrayList<Operand>();
        array.forEach(one -> all.add(operand(Values.fromJson(one))));
        yield all;
      }
      case Object one -> List.of(operand(one));
    };
  }

  private Operand operand(@Nullable Object value) {
    return new Operand.Computed(scope -> value, type);
  }

  @Override
  public Sql sql(String column, SqlContext context) {
    List<Operand> all = operands(context.scope());
    boolean oneByOne =
        type == ValueType.MOMENT || all.stream().anyMatch(Operand.Column.class::isInstance);
    if (type == null) {
      throw new IllegalStateException("no SQL for what is known only from the data");
    }
    if (!oneByOne) {
      List<Object> values = new ArrayList<>();
      for (Operand item : all) {
        Object value = item.value(context.scope());
        if (value != null) {
          values.add(value);
        }
      }
      return new Sql(column + " = any(?)", Collections.singletonList(Jdbc.array(type, values)));
    }
    if (all.isEmpty()) {
      return Jdbc.FALSE;
    }
    List<Sql> either =
        all.stream().map(item -> new Relation(Op.EQ, type, item).sql(column, context)).toList();
    return Sql.of("(").then(Sql.join(" or ", either)).then(")");
  }
}
