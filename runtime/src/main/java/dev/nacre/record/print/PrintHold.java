package dev.nacre.record.print;

import java.math.BigDecimal;

/**
 * What the printed record holds of a counted one, as a template sees it.
 *
 * @param form of which form what is held is
 * @param record what is held, such as a shelf; empty for whoever may not see it
 * @param lot its line; empty when it isn't kept by lot
 */
record PrintHold(String form, Object record, Object lot, BigDecimal quantity) {
  Object get(String name) {
    return switch (name) {
      case "form" -> form;
      case "record" -> record;
      case "lot" -> lot;
      case "quantity" -> quantity.stripTrailingZeros().toPlainString();
      default -> "";
    };
  }
}
