package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Change;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.HistoryStore;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Of what history says a record had afterwards, what somebody gave: not what formulas, defaults and
 * rules made of it, since under other rules they may make something else.
 */
final class Given {
  private final RecordEngine records;
  private final Forms forms;
  private final Form form;

  /** For records of that form, as it is served. */
  Given(RecordEngine records, Forms forms, Form form) {
    this.records = records;
    this.forms = forms;
    this.form = form;
  }

  /** What was given with a change. */
  ObjectNode of(HistoryStore.Entry entry) {
    boolean first = Change.Op.CREATE.id().equals(entry.op());
    ObjectNode surely = without(form, entry.after(), true);
    if (!first) {
      return surely;
    }
    StoredRecord made =
        records
            .preview(
                forms, form.id(), Optional.empty(), surely.deepCopy(), Identity.engine(entry.who()))
            .record();
    return merged(form, surely, without(form, entry.after(), false), made);
  }

  /**
   * Without what was computed, and lines without the names that they had.
   *
   * @param surely also without what a default or a rule may have given
   */
  private ObjectNode without(Form of, ObjectNode values, boolean surely) {
    Set<Field> made = surely ? made(of) : Set.of();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    for (Field field : of.fields()) {
      JsonNode value = values.get(field.id());
      if (value == null || field.computed() || field.derived() || made.contains(field)) {
        continue;
      }
      Form lines = field.lines() ? field.target() : null;
      if (lines == null) {
        given.set(field.id(), value);
      } else {
        ArrayNode all = given.putArray(field.id());
        value.forEach(line -> all.add(without(lines, (ObjectNode) line, surely)));
      }
    }
    return given;
  }

  private Set<Field> made(Form of) {
    var made = new HashSet<Field>();
    for (Field field : of.fields()) {
      if (field.definition().readOnly()
          || field.defaultFormula() != null
          || field.defaultValue() != null) {
        made.add(field);
      }
    }
    form.rules().stream()
        .flatMap(rule -> rule.then().stream())
        .filter(Form.Action.Set.class::isInstance)
        .map(Form.Action.Set.class::cast)
        .forEach(set -> made.add(set.field()));
    return made;
  }

  /** What differs from what is made by itself was given after all. */
  private ObjectNode merged(Form of, ObjectNode surely, ObjectNode all, StoredRecord made) {
    for (Field field : of.fields()) {
      JsonNode value = all.get(field.id());
      if (value == null || field.definition().readOnly()) {
        continue;
      }
      Form lines = field.lines() ? field.target() : null;
      if (lines == null) {
        if (!surely.has(field.id()) && !value.equals(made.json(field))) {
          surely.set(field.id(), value);
        }
      } else {
        List<StoredRecord> before = made.lines(field.index());
        for (int i = 0; i < value.size(); i++) {
          ObjectNode line = (ObjectNode) surely.path(field.id()).get(i);
          if (i < before.size()) {
            var unused = merged(lines, line, (ObjectNode) value.get(i), before.get(i));
          }
        }
      }
    }
    return surely;
  }
}
