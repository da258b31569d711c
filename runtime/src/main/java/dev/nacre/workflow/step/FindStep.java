package dev.nacre.workflow.step;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.record.Query;
import dev.nacre.record.StoredRecord;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.Question;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds other records; the first is {@code steps.<id>.record} afterwards. */
@Singleton
public final class FindStep implements StepType<FindStep.Settings> {
  private static final String ELSE = "else";

  /** More would make every later step carry them along. */
  private static final int MOST = 100;

  /**
   * The settings.
   *
   * @param form the form of the records
   * @param where which; fields are theirs, formulas see the workflow's record; null means all
   * @param sort field ids, {@code -} before one means largest first; null means oldest first
   * @param limit how many are kept at most; null means 1
   * @param otherwise when there is none; null means that the workflow just goes on
   */
  public record Settings(
      @NotEmpty @Refers("forms") String form,
      @Nullable Condition where,
      @Nullable List<String> sort,
      @Min(1) @Max(MOST) @Nullable Integer limit,
      @JsonProperty(ELSE) @Nullable List<WorkflowDefinition.Step> otherwise) {}

  @Override
  public String id() {
    return "find";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    List<Query.Sort> sort =
        settings.sort() == null
            ? List.of(Query.Sort.read("id"))
            : settings.sort().stream().map(Query.Sort::read).toList();
    Query query =
        Query.of(settings.form())
            .sortedBy(sort)
            .limit(settings.limit() == null ? 1 : settings.limit())
            .counting(Query.Count.EXACT);
    Question where = context.question(query, settings.where(), "/where", "/sort");
    boolean goesOn = settings.otherwise() != null;
    if (settings.otherwise() != null) {
      context.block(ELSE, settings.otherwise(), "/" + ELSE);
    }
    return run ->
        new Move.Find(
            where == null ? query : query.where(where.now(run.scope())),
            page -> {
              ObjectNode output = output(page.records(), page.count());
              return page.records().isEmpty() && goesOn
                  ? new Move.Enter(ELSE, output)
                  : new Move.Next(output);
            });
  }

  private static ObjectNode output(List<StoredRecord> found, @Nullable Long count) {
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    output.put("found", !found.isEmpty()).put("count", count == null ? found.size() : count);
    if (!found.isEmpty()) {
      output.put("id", found.getFirst().id().toString());
      output.set("record", found.getFirst().toJson());
    }
    ArrayNode records = output.putArray("records");
    found.forEach(record -> records.add(record.toJson()));
    return output;
  }
}
