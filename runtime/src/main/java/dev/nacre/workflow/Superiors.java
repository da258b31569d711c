package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.Value;
import dev.nacre.record.Field;
import dev.nacre.record.Query;
import dev.nacre.record.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The people above a person, level by level, found in records that say who is whose superior.
 *
 * @param person the field with their account
 * @param superior the field with the superior's account, or a link to their record
 * @param from whose superiors; null means those of who started the workflow
 * @param most how many levels at most
 * @param until the level of which this holds is the last one; null means never
 */
public record Superiors(
    String form,
    Field person,
    Field superior,
    @Nullable CompiledFormula from,
    int most,
    @Nullable Question until) {

  /** Checks and compiles; null, with problems, when it makes no sense. */
  static @Nullable Superiors compile(
      AssignSettings.Levels settings, CompileContext context, String at) {
    Field person = context.field(settings.form(), settings.person(), at + "/form", at + "/person");
    Field superior =
        context.field(settings.form(), settings.superior(), at + "/form", at + "/superior");
    CompiledFormula from =
        settings.from() == null ? null : context.value(settings.from(), at + "/from");
    if (person == null || superior == null) {
      return null;
    }
    var far = superior.linked();
    if (far != null && !far.id().equals(settings.form())) {
      context.problem(at + "/superior", "levels_elsewhere", superior.id(), settings.form());
      return null;
    }
    Question until =
        context.question(Query.of(settings.form()), settings.until(), at + "/until", at + "/until");
    return new Superiors(
        settings.form(),
        person,
        superior,
        from,
        settings.most() == null ? 10 : settings.most(),
        until);
  }

  /**
   * Their sign-in names now, the nearest first. Whoever is above themselves is at the top.
   *
   * @throws StepFailedException when there is nobody above
   */
  List<String> now(StepContext run) {
    String below =
        from == null
            ? run.startedBy()
            : Assignment.names(from.evaluate(run.scope())).stream().findFirst().orElse("");
    Optional<StoredRecord> at = find(run, equal(person.id(), below));
    if (at.isEmpty()) {
      throw StepFailedException.of("levels_unknown", below, form);
    }
    var names = new ArrayList<String>();
    while (at.isPresent() && names.size() < most) {
      String named = text(at.get(), superior);
      boolean linked = superior.linked() != null;
      at =
          named.isEmpty() ? Optional.empty() : find(run, equal(linked ? "id" : person.id(), named));
      // who is at the top may have no record of their own
      String name = linked ? at.map(record -> text(record, person)).orElse("") : named;
      if (name.isEmpty() || name.equals(below) || names.contains(name)) {
        break;
      }
      names.add(name);
      if (at.isPresent() && until != null && holds(run, at.get(), until)) {
        break;
      }
    }
    if (names.isEmpty()) {
      throw StepFailedException.of("levels_nobody", below, form);
    }
    return names;
  }

  private boolean holds(StepContext run, StoredRecord record, Question question) {
    return find(
            run,
            new Condition.All(
                List.of(equal("id", record.id().toString()), question.now(run.scope()))))
        .isPresent();
  }

  private Optional<StoredRecord> find(StepContext run, Condition where) {
    return run.find(Query.of(form).where(where).limit(1)).stream().findFirst();
  }

  private static Condition equal(String field, String value) {
    return new Condition.Compare(
        field, Op.EQ, new Value.Literal(JsonNodeFactory.instance.textNode(value)));
  }

  private static String text(StoredRecord record, Field field) {
    Object value = record.get(field.index());
    return value == null ? "" : value.toString();
  }
}
