package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problems;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** What a body says of values that only the engine gives. */
final class Claims {
  private Claims() {}

  /** Computed and system values in a body are accepted when they say what is so anyway. */
  static void check(Wish wish) {
    wish.claimed.forEach(
        (field, json) -> {
          boolean asBefore = wish.before != null && agrees(wish.before, field, json);
          boolean asAfter = !field.system() && agrees(wish.result(), field, json);
          boolean nothing = wish.before == null && json.isNull();
          if (!asBefore && !asAfter && !nothing) {
            wish.problems.add(
                "/" + field.id(), field.system() ? "field_system" : "field_computed", field.id());
          }
        });
    for (Wish.LineClaim claim : wish.claimedLines) {
      StoredRecord before = claim.before();
      boolean holds =
          agrees(claim.line(), claim.field(), claim.given())
              || (before == null
                  ? claim.given().isNull()
                  : agrees(before, claim.field(), claim.given()));
      if (!holds) {
        wish.problems.add(claim.pointer(), "field_computed", claim.field().id());
      }
    }
  }

  private static boolean agrees(StoredRecord record, Field field, JsonNode json) {
    if (field.system()) {
      return record.json(field).asText().equals(json.asText())
          || (record.get(field.index()) instanceof Instant moment && isMoment(json, moment));
    }
    StoredRecord claim = record.copy();
    claim.set(field.index(), field.read(json, "", new Problems()));
    return !claim.differs(record, field.index());
  }

  /** Moments have many spellings. */
  private static boolean isMoment(JsonNode json, Instant moment) {
    try {
      return OffsetDateTime.parse(json.asText()).toInstant().equals(moment);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
