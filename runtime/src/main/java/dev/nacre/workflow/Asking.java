package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.Row;
import dev.nacre.expression.Scope;
import dev.nacre.expression.Shape;
import dev.nacre.record.Asked;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a workflow asks for when it is started, compiled: its {@code input} has these fields. */
public final class Asking {
  /** What expressions call it. */
  static final String INPUT = "input";

  private final Asked asked;
  private final FieldValues presets;
  private final Map<String, String> own;
  private final RowWith shape;
  private final Set<String> crosses = ConcurrentHashMap.newKeySet();

  /**
   * What is asked for.
   *
   * @param presets what the fields begin with
   * @param own the fields that begin with one of the record, by id
   * @param record the names of the record; null when there is none
   */
  Asking(Asked asked, FieldValues presets, Map<String, String> own, @Nullable Shape record) {
    this.asked = asked;
    this.presets = presets;
    this.own = Map.copyOf(own);
    this.shape = new RowWith(record, INPUT, asked.form());
  }

  /** The fields, as a form to fill. */
  public Asked asked() {
    return asked;
  }

  /**
   * What the fields begin with; what can't be computed or doesn't fit is left to the person.
   *
   * @param scope with the record, if there is one
   * @param covered fields of the record that the person may not see
   */
  ObjectNode begin(Scope scope, Set<String> covered) {
    ObjectNode begin = presets.fitting(scope);
    own.forEach(
        (id, of) -> {
          if (covered.contains(of)) {
            begin.remove(id);
          }
        });
    return begin;
  }

  /**
   * What was given, and for what wasn't what the fields begin with, checked.
   *
   * @param begin what the fields begin with
   * @return as it is to be kept
   * @throws ActionInvalidException with problems at {@code /input/…}
   */
  ObjectNode check(RecordEngine records, ObjectNode given, ObjectNode begin, Identity who) {
    ObjectNode all = begin.deepCopy();
    given.properties().forEach(entry -> all.set(entry.getKey(), entry.getValue()));
    Asked.Answer answer = asked.check(records, all, who);
    if (!answer.problems().isEmpty()) {
      throw new ActionInvalidException(
          answer.problems().stream().map(problem -> problem.below("/" + INPUT)).toList());
    }
    return answer.values();
  }

  /** The names of a record, and of the input. */
  RowWith shape() {
    return shape;
  }

  /** A link below the input that an expression crosses; false when it isn't below it. */
  boolean crosses(String link) {
    if (!link.equals(INPUT) && !link.startsWith(INPUT + ".")) {
      return false;
    }
    if (!link.equals(INPUT)) {
      crosses.add(link.substring(INPUT.length() + 1));
    }
    return true;
  }

  /** What an instance was started with. */
  StoredRecord read(RecordEngine records, ObjectNode input) {
    return asked.read(records, input, Set.copyOf(crosses));
  }

  /** A record, and what an instance about it was started with. */
  Row with(@Nullable Row record, StoredRecord input) {
    return shape.with(record, input);
  }
}
