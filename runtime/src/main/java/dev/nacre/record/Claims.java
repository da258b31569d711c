package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problems;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a body says of values that only the engine gives. */
final class Claims {
  private final WriteContext context;
  private final RowLimits limits;

  /** Records of whose figures something is said, with the figures as whoever says it sees them. */
  private final Map<Wish, StoredRecord> seen = new HashMap<>();

  Claims(WriteContext context) {
    this.context = context;
    this.limits = new RowLimits(context.forms(), context.scope(), context.batch().who());
  }

  /** Loads the figures of which something is said, as whoever says it sees them. */
  void load(List<Wish> wishes) throws SQLException {
    var figures = new LinkedHashSet<String>();
    for (Wish wish : wishes) {
      List<Field> said = wish.claimed.keySet().stream().filter(Claims::figure).toList();
      if (!said.isEmpty()) {
        said.forEach(field -> figures.add(field.id()));
        // rules go on with the figures as they are
        seen.put(wish, wish.result().copy());
      }
    }
    if (!figures.isEmpty()) {
      new FarValues(context.connection(), context.scope(), limits)
          .figures(context.form(), seen.values(), figures);
    }
  }

  private static boolean figure(Field field) {
    return field.derivation() instanceof Derivation.Figure;
  }

  /** Computed and system values in a body are accepted when they say what is so anyway. */
  void check(Wish wish) {
    wish.claimed.forEach(
        (field, json) -> {
          boolean asBefore = wish.before != null && agrees(wish.before, field, json);
          StoredRecord after = seen.getOrDefault(wish, wish.result());
          boolean asAfter = !field.system() && agrees(after, field, json);
          boolean nothing = wish.before == null && json.isNull();
          if (!asBefore && !asAfter && !nothing) {
            wish.problems.add(
                "/" + field.id(), field.system() ? "field_system" : "field_computed", field.id());
          }
        });
    Map<UUID, StoredRecord> lines = wish.claimedLines.isEmpty() ? Map.of() : lines(wish);
    for (Wish.LineClaim claim : wish.claimedLines) {
      StoredRecord before = claim.before();
      StoredRecord after = lines.get(claim.line());
      boolean holds =
          (after != null && agrees(after, claim.field(), claim.given()))
              || (before == null
                  ? claim.given().isNull()
                  : agrees(before, claim.field(), claim.given()));
      if (!holds) {
        wish.problems.add(claim.pointer(), "field_computed", claim.field().id());
      }
    }
  }

  private Map<UUID, StoredRecord> lines(Wish wish) {
    var lines = new HashMap<UUID, StoredRecord>();
    for (Field table : context.form().tables()) {
      wish.result().lines(table.index()).forEach(line -> lines.put(line.id(), line));
    }
    return lines;
  }

  private static boolean agrees(StoredRecord record, Field field, JsonNode json) {
    if (field.derived()) {
      return json.isNull() || shows(record, field, json);
    }
    if (field.system()) {
      return record.json(field).asText().equals(json.asText())
          || (record.get(field.index()) instanceof Instant moment && isMoment(json, moment));
    }
    StoredRecord claim = record.copy();
    claim.set(field.index(), field.read(json, "", new Problems()));
    return !claim.differs(record, field.index());
  }

  private static boolean shows(StoredRecord record, Field field, JsonNode json) {
    Object value = figure(field) ? record.get(field.index()) : FarValues.of(record, field);
    if (value == null) {
      return false;
    }
    JsonNode now = field.fieldType().write(value, field.settings());
    return (json.isNumber() && now.isNumber())
        ? json.decimalValue().compareTo(now.decimalValue()) == 0
        : json.equals(now);
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
