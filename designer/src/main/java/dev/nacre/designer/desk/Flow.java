package dev.nacre.designer.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.draft.Spot;
import dev.nacre.designer.draft.StepView;
import dev.nacre.designer.draft.WorkflowEdit;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.KindRegistry;
import dev.nacre.workflow.StepType;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The open workflow: what dropping, keys and clicks do to it, all in the same way. */
public final class Flow {
  private final Desk desk;

  /** The workflow that is open on that desk. */
  public Flow(Desk desk) {
    this.desk = desk;
  }

  /** The workflow, to be read; empty when something else is open, or its file is no JSON object. */
  public Optional<WorkflowEdit> workflow() {
    return desk.on("workflows")
        ? desk.remember("workflow " + desk.path(), Read.class, this::look).workflow()
        : Optional.empty();
  }

  private record Read(Optional<WorkflowEdit> workflow) {}

  private Read look() {
    return new Read(desk.session().files().text(desk.path()).flatMap(this::read));
  }

  private Optional<WorkflowEdit> read(String text) {
    return WorkflowEdit.of(text, this::kind);
  }

  /** A kind of step. */
  public Optional<KindDescriptor> kind(String type) {
    KindRegistry<StepType<?>> steps = desk.kinds().steps();
    return steps.find(type).map(found -> steps.descriptor(found.id()));
  }

  /** The id of the selected step. */
  public Optional<String> selected() {
    return desk.selection() instanceof Selection.Step step
        ? Optional.of(step.id())
        : Optional.empty();
  }

  /** Edits the workflow. */
  public void edit(Consumer<WorkflowEdit> edit) {
    desk.editText(text -> read(text).map(workflow -> edited(workflow, edit)).orElse(text));
  }

  private static String edited(WorkflowEdit workflow, Consumer<WorkflowEdit> edit) {
    edit.accept(workflow);
    return workflow.text();
  }

  /** Changes the definition of a step. */
  public void change(String id, Consumer<ObjectNode> change) {
    edit(workflow -> workflow.find(id).map(StepView::json).ifPresent(change));
  }

  /** Adds a step of that kind there, and selects it. */
  public void add(String type, Spot spot) {
    workflow()
        .ifPresent(
            now -> {
              String id = now.free(type);
              edit(workflow -> workflow.insert(NewStep.of(desk, type, id), spot));
              desk.select(new Selection.Step(id));
            });
  }

  /** Adds a step behind the selected one, or at the end. */
  public void add(String type) {
    workflow()
        .ifPresent(
            now ->
                add(
                    type,
                    selected()
                        .flatMap(now::spot)
                        .orElseGet(
                            () ->
                                desk.selection() instanceof Selection.Trigger
                                    ? Spot.root(
                                        now.steps().stream()
                                            .findFirst()
                                            .map(StepView::id)
                                            .orElse(null))
                                    : Spot.root(null))));
  }

  /** Puts what was dragged there. */
  public void drop(Dragged dragged, Spot spot) {
    switch (dragged) {
      case Dragged.Type type when kind(type.id()).isPresent() -> add(type.id(), spot);
      case Dragged.Step step -> {
        edit(workflow -> workflow.move(step.id(), spot));
        desk.select(new Selection.Step(step.id()));
      }
      case Dragged.Type t -> {}
      case Dragged.Existing e -> {}
    }
  }

  /** Takes a step away; what comes next is selected. */
  public void remove(String id) {
    Optional<String> next =
        workflow().flatMap(now -> now.spot(id)).flatMap(spot -> Optional.ofNullable(spot.before()));
    edit(workflow -> workflow.remove(id));
    next.ifPresent(step -> desk.select(new Selection.Step(step)));
  }

  /** Adds the same step again, behind it. */
  public void duplicate(String id) {
    var made = new String[1];
    edit(workflow -> made[0] = workflow.duplicate(id).orElse(null));
    if (made[0] != null) {
      desk.select(new Selection.Step(made[0]));
    }
  }

  /** Moves a step by one place up or down; past the end of its block it leaves the block. */
  public void step(String id, int by) {
    edit(
        workflow ->
            workflow
                .spot(id)
                .flatMap(spot -> beside(workflow, id, spot, by))
                .ifPresent(spot -> workflow.move(id, spot)));
  }

  private static Optional<Spot> beside(WorkflowEdit workflow, String id, Spot spot, int by) {
    List<String> ids = workflow.block(spot).stream().map(StepView::id).toList();
    int to = ids.indexOf(id) + by;
    if (to >= 0 && to < ids.size()) {
      int before = by > 0 ? to + 1 : to;
      String next = before < ids.size() ? ids.get(before) : null;
      return Optional.of(new Spot(spot.step(), spot.block(), next));
    }
    if (spot.step() == null) {
      return Optional.empty();
    }
    return workflow
        .spot(spot.step())
        .map(out -> by > 0 ? out : new Spot(out.step(), out.block(), spot.step()));
  }

  /** Moves a step into the nearest block of the step before it, or of the one behind it. */
  public void into(String id) {
    edit(
        workflow ->
            workflow
                .spot(id)
                .ifPresent(
                    spot -> {
                      List<StepView> beside = workflow.block(spot);
                      int at = beside.stream().map(StepView::id).toList().indexOf(id);
                      inner(beside, at - 1, false)
                          .or(() -> inner(beside, at + 1, true))
                          .ifPresent(into -> workflow.move(id, into));
                    }));
  }

  private static Optional<Spot> inner(List<StepView> beside, int at, boolean first) {
    if (at < 0 || at >= beside.size() || beside.get(at).blocks().isEmpty()) {
      return Optional.empty();
    }
    StepView holder = beside.get(at);
    var block = holder.blocks().getFirst();
    String before =
        first ? block.steps().stream().findFirst().map(StepView::id).orElse(null) : null;
    return Optional.of(new Spot(holder.id(), block.pointer(), before));
  }

  /** Moves a step out of its block, behind the step that holds it. */
  public void out(String id) {
    edit(
        workflow ->
            workflow
                .spot(id)
                .map(Spot::step)
                .flatMap(workflow::spot)
                .ifPresent(spot -> workflow.move(id, spot)));
  }
}
