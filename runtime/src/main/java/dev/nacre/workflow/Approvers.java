package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.CompiledFormula;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who approves, and who of them may not.
 *
 * @param ownRefused whether who applies may not approve, unless {@code ownWhen} holds
 * @param ownWhen when they may all the same; null means never
 * @param applicant who applies; null means who started the workflow
 * @param notBy the steps before whose approvers may not approve here
 */
public record Approvers(
    Assignment assign,
    Task.Mode mode,
    boolean ownRefused,
    @Nullable CompiledCondition ownWhen,
    @Nullable CompiledFormula applicant,
    List<String> notBy) {
  /** Copies the list. */
  public Approvers {
    notBy = List.copyOf(notBy);
  }

  /** Who may not act, although it may be for them. */
  public List<String> barred(StepContext run) {
    Set<String> barred = new LinkedHashSet<>();
    if (ownRefused && (ownWhen == null || !ownWhen.test(run.scope()))) {
      barred.addAll(
          applicant == null
              ? List.of(run.startedBy())
              : Assignment.names(applicant.evaluate(run.scope())));
    }
    for (String step : notBy) {
      JsonNode given = run.given(step);
      barred.addAll(Assignment.names(given.path("by")));
      given.path("decisions").forEach(one -> barred.addAll(Assignment.names(one.path("by"))));
    }
    return List.copyOf(barred);
  }

  /**
   * The people now, each in their turn.
   *
   * @throws StepFailedException when nobody is left who may act
   */
  public List<Task.Assignee> now(StepContext run, List<String> barred) {
    List<Task.Assignee> named = mode == Task.Mode.ANY ? assign.anyNow(run) : everybody(run);
    List<Task.Assignee> free =
        named.stream().filter(one -> !barred.contains(one.name()) || one.role() != null).toList();
    boolean nobody =
        free.stream().allMatch(one -> one.role() != null && onlyBarred(run, one.role(), barred));
    if (nobody) {
      throw StepFailedException.of("approve_nobody_else", String.join(", ", barred));
    }
    if (mode != Task.Mode.SEQUENCE) {
      return free;
    }
    var turns = new ArrayList<Task.Assignee>();
    free.forEach(one -> turns.add(one.at(turns.size())));
    return turns;
  }

  /** Where several of a role must act, they are whoever holds it now. */
  private List<Task.Assignee> everybody(StepContext run) {
    List<Task.Assignee> all = new ArrayList<>();
    for (Task.Assignee one : assign.now(run)) {
      if (one.role() == null) {
        all.add(one);
        continue;
      }
      List<String> holders = run.holders(one.role());
      if (holders.isEmpty()) {
        throw StepFailedException.of("assign_role_empty", one.role());
      }
      holders.stream().map(Task.Assignee::user).forEach(all::add);
    }
    return all;
  }

  /** A role that nobody holds waits for whoever gets it; one that only the barred hold can't. */
  private static boolean onlyBarred(StepContext run, String role, List<String> barred) {
    if (barred.isEmpty()) {
      return false; // who holds the role needn't be asked
    }
    List<String> holders = run.holders(role);
    return !holders.isEmpty() && barred.containsAll(holders);
  }
}
