package dev.nacre.workspace.running;

import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.Formats;
import dev.nacre.designer.render.Texts;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.workflow.Block;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.Step;
import dev.nacre.workflow.Workflow;
import dev.nacre.workspace.OpenApp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says where instances stand, in the person's language. */
record RunningWords(OpenApp app, InstantSource clock) {
  String say(String key, Object... args) {
    return Texts.in(app.context().locale(), "running." + key, args);
  }

  /** What people call a step; its id when the version that is served has none of that id. */
  String step(String workflow, @Nullable String id) {
    if (id == null) {
      return say("before");
    }
    Workflow found = app.app().workflows().get(workflow);
    return Optional.ofNullable(found)
        .flatMap(known -> step(known.root(), id))
        .map(WorkflowDefinition.Step::title)
        .map(title -> title.in(app.context().locale()))
        .orElse(id);
  }

  private static Optional<WorkflowDefinition.Step> step(Block block, String id) {
    for (Step step : block.steps()) {
      if (step.id().equals(id)) {
        return Optional.of(step.definition());
      }
      for (Block inner : step.blocks()) {
        Optional<WorkflowDefinition.Step> found = step(inner, id);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** How long ago that was. */
  String ago(Instant then) {
    return Formats.ago(then, clock.instant(), app.context().locale());
  }

  /** The state, as a coloured word. */
  Span state(Instance instance) {
    String state = instance.pause() != null ? "paused" : instance.state().id();
    var words = new Span(say("state." + state));
    words.addClassNames("state", state);
    return words;
  }
}
