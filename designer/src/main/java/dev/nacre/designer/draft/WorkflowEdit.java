package dev.nacre.designer.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Edits the JSON of one workflow. What an edit doesn't touch stays as it stands, also where it is
 * wrong: a draft may be.
 */
public final class WorkflowEdit {
  private final ObjectNode workflow;
  private final Function<String, Optional<KindDescriptor>> kinds;

  private WorkflowEdit(ObjectNode workflow, Function<String, Optional<KindDescriptor>> kinds) {
    this.workflow = workflow;
    this.kinds = kinds;
  }

  /**
   * Begins to edit; empty when the text isn't a JSON object.
   *
   * @param kinds finds the kinds of steps by their ids
   */
  public static Optional<WorkflowEdit> of(
      String text, Function<String, Optional<KindDescriptor>> kinds) {
    return Json.read(text, new Problems()) instanceof ObjectNode workflow
        ? Optional.of(new WorkflowEdit(workflow, kinds))
        : Optional.empty();
  }

  /** The workflow's JSON, which the caller may change too. */
  public ObjectNode json() {
    return workflow;
  }

  /** As the text of its file. */
  public String text() {
    return Json.pretty(workflow);
  }

  /** What starts it; empty when nothing is written. */
  public Optional<ObjectNode> trigger() {
    return workflow.get("trigger") instanceof ObjectNode trigger
        ? Optional.of(trigger)
        : Optional.empty();
  }

  /** The form of the workflow's record; empty when it has none. */
  public Optional<String> form() {
    return trigger().map(t -> t.path("form").asText()).filter(form -> !form.isEmpty());
  }

  /** Its steps, with those in their blocks. */
  public List<StepView> steps() {
    return read(workflow.path("steps"), "/steps");
  }

  /** Every step, before those in its blocks. */
  public List<StepView> all() {
    var all = new ArrayList<StepView>();
    collect(steps(), all);
    return all;
  }

  /** The step with that id. */
  public Optional<StepView> find(String id) {
    return all().stream().filter(step -> step.id().equals(id)).findFirst();
  }

  /** The innermost step that a pointer of a problem leads into; empty when it leads elsewhere. */
  public Optional<StepView> at(String pointer) {
    StepView best = null;
    for (StepView step : all()) {
      boolean leads = pointer.equals(step.pointer()) || pointer.startsWith(step.pointer() + "/");
      if (leads && (best == null || step.pointer().length() > best.pointer().length())) {
        best = step;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The steps in whose blocks that step stands, the outermost first; itself isn't one. */
  public List<StepView> around(String id) {
    var around = new ArrayList<StepView>();
    for (StepView step : all()) {
      if (!step.id().equals(id) && within(step, id)) {
        around.add(step);
      }
    }
    return around;
  }

  /** Where that step stands. */
  public Optional<Spot> spot(String id) {
    return spot(id, steps(), Spot.root(null));
  }

  /** The steps of the block that a spot is in. */
  public List<StepView> block(Spot spot) {
    return spot.step() == null
        ? steps()
        : find(spot.step()).stream()
            .flatMap(step -> step.blocks().stream())
            .filter(block -> block.pointer().equals(spot.block()))
            .flatMap(block -> block.steps().stream())
            .toList();
  }

  /** Puts a step there; nothing happens when there is no such block. */
  public void insert(ObjectNode step, Spot spot) {
    ArrayNode steps = array(spot);
    if (steps != null) {
      int at = spot.before() == null ? -1 : index(steps, spot.before());
      steps.insert(at < 0 ? steps.size() : at, step);
    }
  }

  /** Moves a step with everything in it; not into itself. */
  public void move(String id, Spot spot) {
    StepView step = find(id).orElse(null);
    if (step == null || id.equals(spot.before()) || within(step, spot.step())) {
      return;
    }
    if (array(spot) != null) {
      remove(id);
      insert(step.json(), spot);
    }
  }

  /** Takes a step away with everything in it. */
  public void remove(String id) {
    spot(id)
        .map(this::array)
        .ifPresent(
            steps -> {
              int at = index(steps, id);
              if (at >= 0) {
                steps.remove(at);
              }
            });
  }

  /** Adds the same step again behind it, each step in it under a new id; empty without it. */
  public Optional<String> duplicate(String id) {
    StepView step = find(id).orElse(null);
    Spot spot = spot(id).orElse(null);
    if (step == null || spot == null) {
      return Optional.empty();
    }
    ObjectNode copy = step.json().deepCopy();
    var taken = new HashSet<String>();
    all().forEach(s -> taken.add(s.id()));
    renew(copy, taken);
    insert(copy, spot);
    return Optional.of(copy.path("id").asText());
  }

  /** Gives a step another id, also where formulas name its result. */
  public void rename(String id, String to) {
    find(id).ifPresent(step -> step.json().put("id", to));
    StepNames.rename(workflow, id, to);
  }

  /** An id that no step has: the wanted one, or with a number behind it. */
  public String free(String wanted) {
    var taken = new HashSet<String>();
    all().forEach(step -> taken.add(step.id()));
    return free(wanted, taken);
  }

  private void renew(ObjectNode step, Set<String> taken) {
    String id = free(step.path("id").asText("step"), taken);
    taken.add(id);
    step.put("id", id);
    for (BlockView block : view(step, "").blocks()) {
      block.steps().forEach(inner -> renew(inner.json(), taken));
    }
  }

  private static String free(String wanted, Set<String> taken) {
    String base = wanted.replaceAll("_\\d+$", "");
    String id = wanted;
    for (int n = 2; taken.contains(id); n++) {
      id = base + "_" + n;
    }
    return id;
  }

  /** Whether that step is the other one or in it. */
  private static boolean within(StepView step, @Nullable String id) {
    return id != null
        && (step.id().equals(id)
            || step.blocks().stream()
                .flatMap(block -> block.steps().stream())
                .anyMatch(inner -> within(inner, id)));
  }

  private Optional<Spot> spot(String id, List<StepView> steps, Spot block) {
    for (int i = 0; i < steps.size(); i++) {
      StepView step = steps.get(i);
      if (step.id().equals(id)) {
        String next = i + 1 < steps.size() ? steps.get(i + 1).id() : null;
        return Optional.of(new Spot(block.step(), block.block(), next));
      }
      for (BlockView inner : step.blocks()) {
        Optional<Spot> found = spot(id, inner.steps(), new Spot(step.id(), inner.pointer(), null));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private @Nullable ArrayNode array(Spot spot) {
    if (spot.step() == null) {
      return FormEdit.array(workflow, "steps");
    }
    ObjectNode step = find(spot.step()).map(StepView::json).orElse(null);
    if (step == null) {
      return null;
    }
    String settings = "/settings";
    JsonNode found = step.at(settings + spot.block());
    if (found instanceof ArrayNode array) {
      return array;
    }
    // a block that isn't written yet
    int cut = spot.block().lastIndexOf('/');
    JsonNode owner = step.at(settings + spot.block().substring(0, cut));
    ObjectNode holder =
        owner instanceof ObjectNode object
            ? object
            : step.withObject(settings + spot.block().substring(0, cut));
    return holder.putArray(spot.block().substring(cut + 1));
  }

  private static int index(ArrayNode steps, String id) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).path("id").asText().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  private static void collect(List<StepView> steps, List<StepView> all) {
    for (StepView step : steps) {
      all.add(step);
      step.blocks().forEach(block -> collect(block.steps(), all));
    }
  }

  private List<StepView> read(JsonNode array, String pointer) {
    var steps = new ArrayList<StepView>();
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) instanceof ObjectNode step) {
        steps.add(view(step, pointer + "/" + i));
      }
    }
    return steps;
  }

  private StepView view(ObjectNode step, String pointer) {
    List<BlockView> blocks =
        kinds
            .apply(step.path("type").asText())
            .map(
                kind ->
                    BlockView.of(kind, step.path("settings"), pointer + "/settings", this::read))
            .orElse(List.of());
    return new StepView(step, pointer, blocks);
  }
}
