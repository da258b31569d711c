package dev.nacre.designer.inspector;

import java.util.function.Supplier;

/**
 * What the conditions, values and field names among some settings are about.
 *
 * @param form the form whose fields are compared, set or counted; empty when none is known
 * @param source the form of the record that values and formulas read; empty when there is none
 * @param changes whether conditions can ask what has changed
 */
record About(Supplier<String> form, Supplier<String> source, boolean changes) {
  /** About the records of one form. */
  static About of(Supplier<String> form) {
    return new About(form, form, false);
  }
}
