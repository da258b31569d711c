package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one instance would stand in another version of its workflow, and what doesn't fit there.
 *
 * @param stored as it stands now
 * @param after as it would stand then
 * @param problems what doesn't fit; empty when it can be moved
 */
record MigrationPlan(StoredInstance stored, Instance after, List<Problem> problems) {
  private static final Pattern READS = Pattern.compile("\\bsteps\\.([a-z][a-z0-9_]*)");

  /** Copies the problems. */
  MigrationPlan {
    problems = List.copyOf(problems);
  }

  /**
   * Looks whether an instance fits.
   *
   * @param from its workflow as it is; null when that can't be read any more
   * @param to its workflow in the other version
   * @param renamed what its steps are called there, where that differs
   */
  static MigrationPlan of(
      StoredInstance stored, @Nullable Workflow from, Workflow to, Map<String, String> renamed) {
    return new Check(stored.instance(), from, to, renamed).plan(stored);
  }

  private static final class Check {
    private final Instance instance;
    private final @Nullable Workflow from;
    private final Workflow to;
    private final Map<String, String> renamed;
    private final List<Problem> problems = new ArrayList<>();

    Check(Instance instance, @Nullable Workflow from, Workflow to, Map<String, String> renamed) {
      this.instance = instance;
      this.from = from;
      this.to = to;
      this.renamed = renamed;
    }

    MigrationPlan plan(StoredInstance stored) {
      if (!Objects.equals(instance.form(), to.form())) {
        problem("move_form_differs", instance.form(), to.form());
      }
      Instance.Parent parent = instance.parent();
      Block root = to.root();
      Instance.Parent newParent = parent;
      if (parent != null) {
        Position block = parent.block();
        if (block != null) {
          root = follow(root, block);
        }
        newParent =
            new Instance.Parent(
                parent.instance(),
                name(parent.step()),
                parent.eager(),
                renamed(parent.items()),
                block == null ? null : renamed(block));
      }
      Position position = renamed(instance.position());
      if (root != null) {
        stands(root);
      }
      Instance after =
          instance.moved(
              to.forms().version(), position, renamed(instance.steps()), newParent, this::name);
      return new MigrationPlan(stored, after, problems);
    }

    /** The block that a way leads to; null when it doesn't. */
    private @Nullable Block follow(Block root, Position way) {
      Block block = root;
      for (Position.Frame frame : way.frames()) {
        Step step = step(block, frame.step());
        if (step == null || frame.block() == null) {
          return null;
        }
        Block next = step.block(frame.block()).orElse(null);
        if (next == null) {
          problem("move_block_gone", step.id(), frame.block());
          return null;
        }
        block = next;
      }
      return block;
    }

    private @Nullable Step step(Block block, String old) {
      String wanted = name(old);
      Step found =
          block.steps().stream().filter(s -> s.id().equals(wanted)).findFirst().orElse(null);
      if (found == null) {
        problem(
            "move_step_gone",
            wanted,
            String.join(", ", block.steps().stream().map(Step::id).toList()));
      }
      return found;
    }

    private void stands(Block root) {
      List<Position.Frame> frames = instance.position().frames();
      if (frames.isEmpty()) {
        return;
      }
      Block block = follow(root, new Position(frames.subList(0, frames.size() - 1)));
      Step here = block == null ? null : step(block, frames.getLast().step());
      if (here == null) {
        return;
      }
      if (instance.state() == Instance.State.WAITING) {
        waits(frames.getLast().step(), here);
      }
      reads(here);
    }

    /** What it waits for was opened by the step as it was, and is told to the step as it is. */
    private void waits(String old, Step here) {
      Step before = from == null ? null : all(from.root()).get(old);
      if (before == null) {
        problem("move_type_unknown", here.id(), instance.version());
      } else if (!before.definition().type().equals(here.definition().type())) {
        problem(
            "move_type_differs", here.id(), before.definition().type(), here.definition().type());
      } else if (!blocks(before).equals(blocks(here))) {
        problem("move_blocks_differ", here.id());
      }
    }

    private static Set<String> blocks(Step step) {
      var names = new HashSet<String>();
      step.blocks().forEach(block -> names.add(block.name()));
      return names;
    }

    /** Later steps may read what a step gives that this instance never comes by. */
    private void reads(Step here) {
      List<String> order = List.copyOf(all(to.root()).keySet());
      Map<String, Step> steps = all(to.root());
      Set<String> known = from == null ? Set.of() : all(from.root()).keySet();
      ObjectNode given = renamed(instance.steps());
      int at = order.indexOf(here.id());
      var told = new HashSet<String>();
      for (String later : order.subList(at, order.size())) {
        JsonNode settings = Objects.requireNonNull(steps.get(later)).definition().settings();
        Matcher reads = READS.matcher(settings == null ? "" : Json.write(settings));
        while (reads.find()) {
          String read = reads.group(1);
          int place = order.indexOf(read);
          if (place >= 0
              && place < at
              && !given.has(read)
              && known.stream().noneMatch(old -> name(old).equals(read))
              && told.add(read)) {
            problem("move_output_missing", later, read);
          }
        }
      }
    }

    /** Every step by id, in the order of the document. */
    private static Map<String, Step> all(Block root) {
      var found = new LinkedHashMap<String, Step>();
      for (Step step : root.steps()) {
        found.put(step.id(), step);
        step.blocks().forEach(block -> found.putAll(all(block)));
      }
      return found;
    }

    private String name(String step) {
      return renamed.getOrDefault(step, step);
    }

    private ObjectNode renamed(ObjectNode byStep) {
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      byStep.properties().forEach(entry -> all.set(name(entry.getKey()), entry.getValue()));
      return all;
    }

    private Position renamed(Position position) {
      return new Position(
          position.frames().stream()
              .map(frame -> new Position.Frame(name(frame.step()), frame.block()))
              .toList());
    }

    private void problem(String code, @Nullable Object... args) {
      problems.add(Problem.at("/" + instance.id(), code, args));
    }
  }
}
