package dev.nacre.workspace.running;

import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.Formats;
import dev.nacre.designer.render.Texts;
import dev.nacre.workflow.Instance;
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
        .flatMap(known -> known.root().find(id))
        .map(step -> step.definition().title().in(app.context().locale()))
        .orElse(id);
  }

  /** What people call the record that it is about; empty when there is none. */
  String about(Instance instance) {
    if (instance.form() == null || instance.record() == null) {
      return "";
    }
    String form = app.forms().find(instance.form()).map(app::title).orElse(instance.form());
    String record =
        app.context()
            .links()
            .title(instance.form(), TextNode.valueOf(instance.record().toString()));
    return form + " " + record;
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
