package dev.nacre.record.hold;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Value;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows what records hold, and what is held of them, to people. */
@Singleton
public final class HoldViews {
  private final HoldEngine holds;
  private final RecordEngine records;

  /** Over what is held, and the records that hold it. */
  public HoldViews(HoldEngine holds, RecordEngine records) {
    this.holds = holds;
    this.records = records;
  }

  /**
   * What a record holds and held, newest first.
   *
   * @param expand by form the links of the held records that are loaded too
   * @throws NotFoundException when there is no such record, or the identity may not read it
   */
  public List<SeenHold> by(
      Forms forms, String form, UUID record, Identity who, Function<Form, Set<String>> expand) {
    mayRead(forms, form, record, who);
    List<Hold> all = holds.by(forms.address(), record);
    return seen(forms, all, hold -> hold.pool().form(), Hold::record, who, expand);
  }

  /**
   * Who holds something of a record now, newest first.
   *
   * @throws NotFoundException as {@link #by}
   */
  public List<SeenHold> of(Forms forms, String form, UUID record, Identity who) {
    mayRead(forms, form, record, who);
    List<Hold> all = holds.of(forms.address(), record);
    return seen(
        forms, all, hold -> hold.holder().form(), hold -> hold.holder().id(), who, f -> Set.of());
  }

  private void mayRead(Forms forms, String form, UUID record, Identity who) {
    if (records.find(forms, form, record, Set.of(), who).isEmpty()) {
      throw new NotFoundException(Problem.at("", "record_unknown", record));
    }
  }

  /** One query a form. */
  private List<SeenHold> seen(
      Forms forms,
      List<Hold> all,
      Function<Hold, @Nullable String> formOf,
      Function<Hold, UUID> idOf,
      Identity who,
      Function<Form, Set<String>> expand) {
    Map<String, Set<UUID>> wanted =
        all.stream()
            .filter(hold -> formOf.apply(hold) != null)
            .collect(
                Collectors.groupingBy(
                    hold -> String.valueOf(formOf.apply(hold)),
                    Collectors.mapping(idOf, Collectors.toSet())));
    var found = new HashMap<UUID, StoredRecord>();
    wanted.forEach(
        (id, ids) -> {
          Form form = forms.find(id).orElse(null);
          if (form != null && forms.permissions().on(id, who).may(Action.READ)) {
            Query query =
                Query.of(id).where(among(ids)).limit(ids.size()).expanding(expand.apply(form));
            records.query(forms, query, who).records().forEach(r -> found.put(r.id(), r));
          }
        });
    return all.stream()
        .map(
            hold -> {
              StoredRecord other = found.get(idOf.apply(hold));
              return new SeenHold(hold, other, lot(hold, other));
            })
        .toList();
  }

  private static Condition among(Set<UUID> ids) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    ids.forEach(id -> list.add(id.toString()));
    return new Condition.Compare("id", Condition.Op.IN, new Value.Literal(list));
  }

  private static @Nullable StoredRecord lot(Hold hold, @Nullable StoredRecord other) {
    String table = hold.pool().lots();
    if (other == null || table == null || hold.lot() == null) {
      return null;
    }
    return other.form().field(table).stream()
        .flatMap(field -> other.lines(field.index()).stream())
        .filter(line -> line.id().equals(hold.lot()))
        .findFirst()
        .orElse(null);
  }
}
