package dev.nacre.workflow;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a message is about, as text: both who sends and who waits compute it from their records. */
public final class Keys {
  private Keys() {}

  /**
   * The key that a value makes.
   *
   * @throws StepFailedException when it is empty: everybody without a number would get the message
   */
  public static String of(@Nullable Object value) {
    String key =
        switch (value) {
          case null -> "";
          case BigDecimal number -> number.stripTrailingZeros().toPlainString();
          default -> value.toString();
        };
    if (key.isBlank()) {
      throw StepFailedException.of("message_key_empty");
    }
    return key;
  }
}
