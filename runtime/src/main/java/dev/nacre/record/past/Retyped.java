package dev.nacre.record.past;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Conversion;
import dev.nacre.record.Conversion.Typed;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Brings old values into the types that their fields have today, as the change of a type does.
 *
 * @param zone the app's, between days and moments
 */
record Retyped(ZoneId zone) {

  /**
   * Changes the values in place.
   *
   * @return ids of the fields whose value can't be said in today's type; they are empty
   */
  Set<String> bring(ObjectNode values, Form then, Form now) {
    var lost = new HashSet<String>();
    if (then == now) {
      return lost;
    }
    for (Field field : now.fields()) {
      Field old = then.field(field.id()).orElse(null);
      if (old == null || field.derived() || old.derived() || !values.hasNonNull(field.id())) {
        continue;
      }
      if (!kept(values, old, field)) {
        lost.add(field.id());
      }
    }
    return lost;
  }

  private boolean kept(ObjectNode values, Field then, Field now) {
    if (then.lines() != now.lines()) {
      values.putNull(now.id());
      return false;
    }
    return now.lines() ? lines(values.get(now.id()), then, now) : value(values, then, now);
  }

  private boolean lines(JsonNode lines, Field then, Field now) {
    boolean kept = true;
    for (JsonNode line : lines) {
      kept &=
          bring(
                  (ObjectNode) line,
                  Objects.requireNonNull(then.target()),
                  Objects.requireNonNull(now.target()))
              .isEmpty();
    }
    return kept;
  }

  private boolean value(ObjectNode values, Field then, Field now) {
    if (then.storedAs().equals(now.storedAs())) {
      return true;
    }
    var conversion = new Conversion(Typed.of(then), Typed.of(now), zone);
    Object value = then.fieldType().read(values.get(now.id()), then.settings(), "", new Problems());
    Object brought = value == null ? null : conversion.apply(value);
    if (brought == null) {
      values.putNull(now.id());
      return false;
    }
    values.set(now.id(), now.fieldType().write(brought, now.settings()));
    return true;
  }
}
