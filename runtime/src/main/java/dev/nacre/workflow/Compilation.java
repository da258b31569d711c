package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.Connector;
import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Names;
import dev.nacre.expression.Scripts;
import dev.nacre.expression.Shape;
import dev.nacre.kind.KindRegistry;
import dev.nacre.metadata.PageDefinition;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.RetryDefinition;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.FormCompiler;
import dev.nacre.record.Forms;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One workflow while it is being compiled. */
final class Compilation {
  /** Roots of JSON that steps may read. */
  private static final Set<String> TREES = Set.of("steps", Asking.INPUT);

  /** The same where the input has names and types of its own. */
  private static final Set<String> STEPS = Set.of("steps");

  private final KindRegistry<StepType<?>> kinds;
  private final ExpressionEngine expressions;
  private final Scripts scripts;
  private final FormCompiler asked;
  private final Forms forms;
  private final Map<String, Connector> connectors;
  private final Map<String, WorkflowDefinition> others;
  private final Map<String, String> prints;
  private final Map<String, PageDefinition> pages;
  private final @Nullable Form recordForm;
  private final Problems problems;
  private final boolean published;

  /** Which of the problems speak of a step that has been compiled. */
  private final BitSet told = new BitSet();

  private final Set<String> ids = new HashSet<>();
  private final Set<String> stepIds = new HashSet<>();
  private final Set<String> expand = new HashSet<>();

  /** The people's steps before this one, of its block and those around it. */
  private final Deque<List<String>> askedBefore = new ArrayDeque<>();

  /** What the blocks around this one go over, from the outermost inwards. */
  private final Deque<Items> around = new ArrayDeque<>();

  /** Why none of the steps can run. */
  private List<Problem> unknown = List.of();

  private @Nullable Asking asking;

  Compilation(
      KindRegistry<StepType<?>> kinds,
      ExpressionEngine expressions,
      Scripts scripts,
      FormCompiler asked,
      Forms forms,
      Map<String, Connector> connectors,
      Map<String, WorkflowDefinition> others,
      Map<String, String> prints,
      Map<String, PageDefinition> pages,
      @Nullable Form recordForm,
      boolean published,
      Problems problems) {
    this.kinds = kinds;
    this.expressions = expressions;
    this.scripts = scripts;
    this.asked = asked;
    this.forms = forms;
    this.connectors = Map.copyOf(connectors);
    this.others = Map.copyOf(others);
    this.prints = Map.copyOf(prints);
    this.pages = Map.copyOf(pages);
    this.recordForm = recordForm;
    this.problems = problems;
    this.published = published;
  }

  ExpressionEngine expressions() {
    return expressions;
  }

  FormCompiler asked() {
    return asked;
  }

  /** From now on the input has those fields. */
  void asks(Asking what) {
    asking = what;
  }

  /**
   * From now on steps may name what these give, and those in their blocks, and nothing else. What
   * was published may name steps that there aren't: these give nothing.
   */
  void gives(List<WorkflowDefinition.Step> steps) {
    if (published) {
      return;
    }
    for (WorkflowDefinition.Step step : steps) {
      stepIds.add(step.id());
      if (step.settings() != null) {
        gives(step.settings());
      }
    }
  }

  private void gives(JsonNode settings) {
    if (settings.path("id").isTextual() && settings.path("type").isTextual()) {
      stepIds.add(settings.path("id").asText());
    }
    settings.forEach(this::gives);
  }

  /** For these reasons nobody knows what the steps really do: of what was published, none runs. */
  void unknown(List<Problem> why) {
    unknown = why;
  }

  Scripts scripts() {
    return scripts;
  }

  Forms forms() {
    return forms;
  }

  Map<String, Connector> connectors() {
    return connectors;
  }

  Map<String, WorkflowDefinition> others() {
    return others;
  }

  /** The prints of the app, with the form that each is of. */
  Map<String, String> prints() {
    return prints;
  }

  /** The public pages of the app. */
  Map<String, PageDefinition> pages() {
    return pages;
  }

  @Nullable Form recordForm() {
    return recordForm;
  }

  Problems problems() {
    return problems;
  }

  /** Keeps the version from being published; it runs all the same. */
  void objection(String pointer, String code, Object... args) {
    if (!published) {
      problems.add(pointer, code, args);
    }
  }

  /** The links that expressions cross, so far. */
  Set<String> expand() {
    return Set.copyOf(expand);
  }

  /** Links that are crossed, and tables of far records that are read. */
  void reads(Set<String> links) {
    for (String link : links) {
      String own = link;
      for (Items items : around) {
        own = own == null ? null : items.crossed(own);
      }
      if (own != null && (asking == null || !asking.crosses(own))) {
        expand.add(own);
      }
    }
  }

  /** The shape of what steps here may name; null where there is no record and no item. */
  @Nullable Shape shape() {
    if (!around.isEmpty()) {
      return around.getLast().shape();
    }
    return asking == null ? recordForm : asking.shape();
  }

  /** The table whose line {@code line} names; null for none. */
  @Nullable Field line() {
    Field line = null;
    for (Items items : around) {
      line = line == null ? items.table() : line;
    }
    return line;
  }

  /** Compiles what runs once for each of those. */
  <T> T over(Items items, Supplier<T> block) {
    around.addLast(items);
    try {
      return block.get();
    } finally {
      around.removeLast();
    }
  }

  /** What expressions of steps may name. */
  Names names() {
    Shape shape = shape();
    Function<String, @Nullable Shape> known = id -> forms.find(id).orElse(null);
    Names names = shape == null ? Names.none(known) : Names.of(shape, known);
    var trees = new HashSet<>(asking == null ? TREES : STEPS);
    stepIds.forEach(id -> trees.add("steps." + id));
    return names.withTrees(trees);
  }

  Names namesOfNothing() {
    return Names.none(id -> forms.find(id).orElse(null));
  }

  Names namesOf(Form form) {
    return Names.of(form, id -> forms.find(id).orElse(null));
  }

  @Nullable CompiledCondition reading(@Nullable CompiledCondition condition) {
    if (condition != null) {
      reads(condition.crosses());
    }
    return condition;
  }

  @Nullable CompiledFormula reading(@Nullable CompiledFormula formula) {
    if (formula != null) {
      reads(formula.crosses());
    }
    return formula;
  }

  Block block(String name, List<WorkflowDefinition.Step> definitions, String pointer) {
    var steps = new ArrayList<Step>();
    askedBefore.addLast(new ArrayList<>());
    for (int i = 0; i < definitions.size(); i++) {
      Step step = step(definitions.get(i), pointer + "/" + i);
      if (step != null) {
        steps.add(step);
      }
    }
    askedBefore.removeLast();
    return new Block(name, steps);
  }

  /** The people's steps before this one, of its block and those around it. */
  List<String> askedBefore() {
    return askedBefore.stream().flatMap(List::stream).toList();
  }

  /** Compiles what runs as an instance of its own, from which there is no way back. */
  <T> T beside(Supplier<T> block) {
    List<List<String>> around = List.copyOf(askedBefore);
    askedBefore.clear();
    try {
      return block.get();
    } finally {
      askedBefore.clear();
      askedBefore.addAll(around);
    }
  }

  /** Checks how something is tried again by itself. */
  void retry(@Nullable RetryDefinition retry, String pointer) {
    if (retry != null) {
      rest(retry.first(), pointer + "/first");
      rest(retry.most(), pointer + "/most");
    }
  }

  private void rest(@Nullable String rest, String pointer) {
    try {
      if (rest == null || Duration.parse(rest).isPositive()) {
        return;
      }
    } catch (DateTimeException e) {
      // months and years have no length of their own
    }
    problems.add(pointer, "retry_rest", rest);
  }

  private @Nullable Step step(WorkflowDefinition.Step definition, String pointer) {
    int before = problems.list().size();
    if (!ids.add(definition.id())) {
      problems.add(pointer + "/id", "step_twice", definition.id());
    }
    retry(definition.retry(), pointer + "/retry");
    StepType<?> kind = kinds.find(definition.type(), pointer + "/type", problems);
    Step step = kind == null ? null : step(kind, definition, pointer);
    if (step != null && step.action() instanceof PeopleAction) {
      askedBefore.getLast().add(step.id());
    }
    return published ? usable(step, definition, before) : step;
  }

  /** The step, or one that says why it can't be done; those in its blocks speak for themselves. */
  private Step usable(@Nullable Step step, WorkflowDefinition.Step definition, int before) {
    List<Problem> found = problems.list();
    var why = new ArrayList<>(unknown);
    for (int i = told.nextClearBit(before); i < found.size(); i = told.nextClearBit(i + 1)) {
      why.add(found.get(i));
      told.set(i);
    }
    if (step != null && why.isEmpty()) {
      return step;
    }
    why.add(Problem.at("", "step_unusable", definition.id(), forms.version()));
    return step == null
        ? new Step(definition, UnusableStep.of(why), List.of())
        : new Step(definition, UnusableStep.of(step.action(), why), step.blocks());
  }

  private <S extends Record> @Nullable Step step(
      StepType<S> kind, WorkflowDefinition.Step definition, String pointer) {
    String at = pointer + "/settings";
    S settings = kinds.settings(kind, definition.settings(), at, problems);
    if (settings == null) {
      return null;
    }
    var context = new CompileContext(this, definition, at);
    StepAction action = kind.compile(settings, context);
    return new Step(definition, action, context.blocks());
  }
}
