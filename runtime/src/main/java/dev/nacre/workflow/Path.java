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
      path.levels.add(new Level(block, index));
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
        frames.add(new Position.Frame(step.id(), block));
      }
    }
    return new Position(frames);
  }
}
