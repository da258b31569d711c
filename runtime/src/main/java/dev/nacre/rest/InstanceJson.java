package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.InstanceEvent;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Instances and their timelines, as JSON. */
final class InstanceJson {
  private InstanceJson() {}

  static ObjectNode of(Instance instance, Locale locale) {
    ObjectNode node = Answers.object();
    node.put("id", instance.id().toString());
    node.put("workflow", instance.workflow());
    node.put("version", instance.version());
    node.put("form", instance.form());
    node.put("record", instance.record() == null ? null : instance.record().toString());
    node.put("state", instance.state().id());
    node.put("step", instance.position().step().orElse(null));
    node.put("outcome", instance.outcome());
    Instance.Parent parent = instance.parent();
    node.put("parent", parent == null ? null : parent.instance().toString());
    node.put("parentStep", parent == null ? null : parent.step());
    node.put("startedBy", instance.startedBy());
    node.put("startedAt", instance.startedAt().toString());
    node.put("since", instance.since().toString());
    node.put("finishedAt", text(instance.finishedAt()));
    node.set("problems", ProblemJson.list(instance.problems(), locale));
    node.put("attempts", instance.attempts());
    node.put("tries", instance.trouble().tries());
    node.put("retryAt", text(instance.trouble().retryAt()));
    node.put("incidentAt", text(instance.trouble().toldAt()));
    Instance.Pause pause = instance.pause();
    node.put("pausedAt", pause == null ? null : pause.at().toString());
    node.put("pausedBy", pause == null ? null : pause.by());
    return node;
  }

  static ObjectNode event(InstanceEvent event) {
    ObjectNode node = Answers.object();
    node.put("seq", event.seq());
    node.put("at", event.at().toString());
    node.put("kind", event.kind().id());
    node.put("step", event.step());
    node.put("by", event.who());
    node.set("detail", event.detail());
    return node;
  }

  private static @Nullable String text(@Nullable Instant moment) {
    return moment == null ? null : moment.toString();
  }
}
