package dev.nacre.record;

import dev.nacre.storage.Identifiers;

/**
 * A column that another version of the app has for a field, because the field has another type
 * there. It is written whenever the field is, with what the value is in that type; it is left alone
 * while the field stays as it is, so that what can't be said in this version's type is kept.
 *
 * @param field of this version
 * @param columnName the other column, not quoted
 * @param into that column's type
 */
record Mirror(Field field, String columnName, Conversion into) {

  String column() {
    return Identifiers.quote(columnName);
  }

  Conversion.Typed typed() {
    return into.to();
  }
}
