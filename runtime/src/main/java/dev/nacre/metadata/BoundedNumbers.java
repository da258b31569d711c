package dev.nacre.metadata;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Makes trees, but none with a number such as {@code 1e999999999}, which nobody could write out.
 */
final class BoundedNumbers extends JsonNodeFactory {
  private static final long serialVersionUID = 1L;

  BoundedNumbers() {
    super(true);
  }

  @Override
  public ValueNode numberNode(@Nullable BigDecimal number) {
    if (number != null && Math.abs((long) number.scale()) > Json.PLACES) {
      throw new NumberTooLongException();
    }
    return super.numberNode(number);
  }
}
