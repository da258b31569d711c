package dev.nacre.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a run stands within its workflow; {@link Position} is the stored form. */
final class Path {
  private final List<Level> levels = new ArrayList<>();

  private static final class Level {
    final Block block;
    int index;
    @Nullable Position back;

    Level(Block block, int index) {
      this.block = block;
      this.index = index;
    }

    @Nullable Step step() {
      return index < block.steps().size() ? block.steps().get(index) : null;
    }
  }

  /**
   * The block that an instance runs: all of the workflow, or one of its blocks beside others.
   *
   * @throws StepFailedException when the workflow has no such block
   */
  static Block root(Workflow workflow, Instance instance) {
    Instance.Parent parent = instance.parent();
    Block root = workflow.root();
    if (parent != null && parent.block() != null) {
      for (Position.Frame frame : parent.block().frames()) {
        String name = Objects.requireNonNull(frame.block());
        root =
            root.steps()
                .get(indexOf(root, frame.step()))
                .block(name)
                .orElseThrow(() -> lost(frame.step()));
      }
    }
    return root;
  }

  /** The steps around the block of an instance that go over several items, outermost first. */
  static List<Step> repeating(Workflow workflow, Instance instance) {
    Instance.Parent parent = instance.parent();
    var found = new ArrayList<Step>();
    Block block = workflow.root();
    if (parent != null && parent.block() != null) {
      for (Position.Frame frame : parent.block().frames()) {
        Step step = block.steps().get(indexOf(block, frame.step()));
        if (step.action() instanceof Repeating) {
          found.add(step);
        }
        block =
            step.block(Objects.requireNonNull(frame.block())).orElseThrow(() -> lost(frame.step()));
      }
    }
    return found;
  }

  /**
   * The place that a stored position names.
   *
   * @throws StepFailedException when the workflow has no such place
   */
  static Path at(Block root, Position position) {
    var path = new Path();
    if (position.frames().isEmpty()) {
      path.enter(root);
      return path;
    }
    Block block = root;
    for (Position.Frame frame : position.frames()) {
      int index = indexOf(block, frame.step());
      var level = new Level(block, index);
      level.back = frame.back();
      path.levels.add(level);
      if (frame.block() != null) {
        block = block.steps().get(index).block(frame.block()).orElseThrow(() -> lost(frame.step()));
      }
    }
    return path;
  }

  private static int indexOf(Block block, String step) {
    for (int i = 0; i < block.steps().size(); i++) {
      if (block.steps().get(i).id().equals(step)) {
        return i;
      }
    }
    throw lost(step);
  }

  private static StepFailedException lost(String step) {
    return StepFailedException.of("instance_position_lost", step);
  }

  /** Whether every block has been left. */
  boolean finished() {
    return levels.isEmpty();
  }

  /** The step here; empty at the end of the innermost block. */
  Optional<Step> step() {
    return levels.isEmpty() ? Optional.empty() : Optional.ofNullable(levels.getLast().step());
  }

  /** Goes to the first step of a block of the step here. */
  void enter(Block block) {
    levels.add(new Level(block, 0));
  }

  /** Goes past the step here. */
  void next() {
    levels.getLast().index++;
  }

  /** Where to go on once the step here is done; null for the step after it. */
  @Nullable Position back() {
    return levels.getLast().back;
  }

  /**
   * Goes back to a step before the one here, of this block or one around it.
   *
   * @param comesBack where to go on when that step is done; null for the step after it
   * @return the ids of the steps that are gone through again, those in their blocks among them
   */
  List<String> returnTo(String step, @Nullable Position comesBack) {
    while (!levels.isEmpty()) {
      Level level = levels.getLast();
      for (int i = 0; i <= level.index && i < level.block.steps().size(); i++) {
        if (level.block.steps().get(i).id().equals(step)) {
          int last = comesBack == null ? level.block.steps().size() : i + 1;
          level.index = i;
          level.back = comesBack;
          var again = new ArrayList<String>();
          level.block.steps().subList(i, last).forEach(s -> ids(s, again));
          return again;
        }
      }
      levels.removeLast();
    }
    throw StepFailedException.of("return_step_lost", step);
  }

  private static void ids(Step step, List<String> into) {
    into.add(step.id());
    step.blocks().forEach(block -> block.steps().forEach(s -> ids(s, into)));
  }

  /** Leaves the innermost block, back to the step that holds it. */
  Block leave() {
    return levels.removeLast().block;
  }

  /** The stored form. */
  Position position() {
    var frames = new ArrayList<Position.Frame>();
    for (int i = 0; i < levels.size(); i++) {
      Step step = levels.get(i).step();
      if (step != null) {
        String block = i + 1 < levels.size() ? levels.get(i + 1).block.name() : null;
        frames.add(new Position.Frame(step.id(), block, levels.get(i).back));
      }
    }
    return new Position(frames);
  }
}
