package dev.nacre.workspace.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.FormDefinition.States;
import dev.nacre.metadata.FormDefinition.Transition;
import dev.nacre.metadata.Json;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Field;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.workspace.shell.NoteDialog;
import dev.nacre.workspace.shell.Toast;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Gives a record another value of one field, as dragging it does; the engine decides. */
final class Moves {
  private final ListPlan plan;
  private final RecordEngine records;
  private final Field field;

  Moves(ListPlan plan, RecordEngine records, Field field) {
    this.plan = plan;
    this.records = records;
    this.field = field;
  }

  /** Whether the person may change that field of some records. */
  boolean possible() {
    FormAccess access = plan.app().access(plan.form().id());
    return access.may(Action.UPDATE)
        && !access.readOnly().contains(field.id())
        && !access.masked().contains(field.id())
        && !field.computed()
        && !field.definition().readOnly();
  }

  /** The values that may follow a value, of those that there are. */
  List<String> next(String from, List<String> all) {
    States states = plan.form().definition().states();
    if (states == null || !states.field().equals(field.id()) || from.isEmpty()) {
      return all.stream().filter(value -> !value.equals(from)).toList();
    }
    return states.transitions().stream()
        .filter(transition -> transition.from().equals(from))
        .map(Transition::to)
        .filter(all::contains)
        .toList();
  }

  /**
   * Moves; says why not when it can't be, also when somebody else was quicker.
   *
   * @param late told when it got there only after the person had said why
   * @return whether it is there now
   */
  boolean move(ObjectNode row, JsonNode to, Runnable late) {
    ObjectNode patch = Json.MAPPER.createObjectNode();
    patch.set(field.id(), to);
    Change change =
        Change.update(
            UUID.fromString(row.path("id").asText()), row.path("version").asLong(), patch);
    Outcome outcome = write(change);
    if (NoteDialog.wanted(outcome)) {
      NoteDialog.ask(
          why -> {
            Outcome noted = write(change.noting(why));
            tell(noted);
            if (!noted.failed()) {
              late.run();
            }
          });
    } else {
      tell(outcome);
    }
    return !outcome.failed();
  }

  private Outcome write(Change change) {
    Batch batch =
        Batch.one(plan.form().id(), change, plan.app().who(), Origin.of(Origin.Kind.SCREEN));
    return records.write(plan.app().forms(), batch).getFirst();
  }

  private void tell(Outcome outcome) {
    if (outcome.failed()) {
      Toast.failed(
          outcome.problems().stream()
              .map(problem -> Wording.of(problem, plan.app().context().locale()))
              .findFirst()
              .orElse(Objects.toString(outcome.status())));
    }
  }
}
