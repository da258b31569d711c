package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.kind.NamesField;
import dev.nacre.kind.OneOf;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.record.Query;
import dev.nacre.record.StoredRecord;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.InstanceEvent;
import dev.nacre.workflow.Items;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.Question;
import dev.nacre.workflow.Repeating;
import dev.nacre.workflow.Signal;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepContext;
import dev.nacre.workflow.StepFailedException;
import dev.nacre.workflow.StepType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs its block once for each line of a table, or for each record that a question finds, all at
 * the same time, and goes on when all have ended.
 */
@Singleton
public final class EachStep implements StepType<EachStep.Settings> {
  private static final String STEPS = "steps";

  /** Each is an instance of its own, and all of them begin in one transaction. */
  private static final int MOST = 5_000;

  /** So many are asked for at a time. */
  private static final int PAGE = 500;

  /**
   * The settings.
   *
   * @param table a table of the workflow's record; the block calls a line {@code line}
   * @param in records; the block calls one {@code item}
   * @param steps the block
   */
  @OneOf({"table", "in"})
  public record Settings(
      @NamesField(NamesField.Of.RECORD_TABLE) @Nullable String table,
      @Nullable In in,
      @NotNull List<WorkflowDefinition.Step> steps) {}

  /**
   * Records of a form.
   *
   * @param where which; fields are theirs, formulas see the workflow's record; null means all
   * @param sort field ids, {@code -} before one means largest first; null means oldest first
   * @param limit how many at most; null means 5,000. When there are more the step fails, unless it
   *     is given
   */
  public record In(
      @NotEmpty @Refers("forms") String form,
      @Nullable Condition where,
      @Nullable List<String> sort,
      @Min(1) @Max(MOST) @Nullable Integer limit) {}

  @Override
  public String id() {
    return "each";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    String table = settings.table();
    In in = settings.in();
    if ((table == null) == (in == null)) {
      context.problem("", "each_one");
    }
    Items items = null;
    Query query = null;
    Question where = null;
    if (table != null) {
      items = context.lines(table, "/table");
    } else if (in != null) {
      items = context.records(in.form(), "/in/form");
      query = query(in);
      where = items == null ? null : context.question(query, in.where(), "/in/where", "/in/sort");
    }
    context.block(STEPS, settings.steps(), items, "/" + STEPS);
    return items == null
        ? run -> {
          throw new IllegalStateException("a step with problems is never run");
        }
        : new Each(items, table, query, where, in == null ? null : in.limit());
  }

  private static Query query(In in) {
    List<Query.Sort> sort =
        in.sort() == null
            ? List.of(Query.Sort.read("id"))
            : in.sort().stream().map(Query.Sort::read).toList();
    return Query.of(in.form()).sortedBy(sort).withoutLines();
  }

  private record Each(
      Items items,
      @Nullable String table,
      @Nullable Query query,
      @Nullable Question where,
      @Nullable Integer limit)
      implements Repeating {
    @Override
    public Move run(StepContext run) {
      if (query == null) {
        return begin(table == null ? List.of() : run.lines(table), run);
      }
      return gather(
          where == null ? query : query.where(where.now(run.scope())), new ArrayList<>(), run);
    }

    /** Asks page by page until there are no more, or enough. */
    private Move gather(Query rest, List<UUID> found, StepContext run) {
      int most = limit == null ? MOST : limit;
      return new Move.Find(
          rest.limit(Math.min(PAGE, most - found.size())),
          page -> {
            page.records().stream().map(StoredRecord::id).forEach(found::add);
            if (page.next() == null || (limit != null && found.size() == most)) {
              return begin(found, run);
            }
            if (found.size() == most) {
              throw StepFailedException.of("each_too_many", most);
            }
            return gather(rest.after(page.next()), found, run);
          });
    }

    private static Move begin(List<UUID> ids, StepContext run) {
      ObjectNode note = JsonNodeFactory.instance.objectNode().put("count", ids.size());
      if (ids.isEmpty()) {
        return new Move.Next(note);
      }
      // before they begin, so that each knows it
      run.output(note);
      ids.forEach(id -> run.beside(STEPS, false, id));
      run.log(InstanceEvent.Kind.WAITING, note);
      return new Move.Wait();
    }

    @Override
    public Move resume(StepContext run, Signal signal) {
      List<Instance> all = run.children();
      if (!(signal instanceof Signal.Due)
          || all.stream().anyMatch(child -> !child.state().finished())) {
        return new Move.Wait();
      }
      ObjectNode output = JsonNodeFactory.instance.objectNode();
      output.put("count", all.size());
      ArrayNode items = output.putArray("items");
      String step = run.step().id();
      for (Instance child : all) {
        Instance.Parent parent = child.parent();
        items
            .addObject()
            .put("id", parent == null ? null : parent.items().path(step).asText())
            .put("state", child.state().id())
            .put("outcome", child.outcome());
      }
      return new Move.Next(output);
    }
  }
}
