package dev.nacre.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.Connector;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Messages;
import dev.nacre.metadata.RoleDefinition;
import dev.nacre.metadata.Text;
import dev.nacre.security.UserNames;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.Played;
import dev.nacre.workflow.Step;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.Workflow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people call the things of a played past, under one version of the app. */
final class PlayedWords {
  private static final String BETWEEN = " · ";

  private final CompiledApp app;
  private final UserNames people;

  PlayedWords(CompiledApp app, UserNames people) {
    this.app = app;
    this.people = people;
  }

  /** Which step of which workflow a task is. */
  Text place(Played.TaskSeen task) {
    Text workflow = workflow(task.workflow());
    Text step = step(task.workflow(), task.step());
    return Text.each(in -> workflow.in(in) + BETWEEN + step.in(in));
  }

  /** Whose task it was, and what was decided. */
  Text task(Played.TaskSeen task) {
    return Text.each(
        in -> {
          String whose =
              task.whose().stream()
                  .map(one -> person(one).in(in))
                  .collect(Collectors.joining(say(in, "and")));
          return task.decision() == null
              ? whose
              : say(in, "decided", whose, say(in, "action." + task.decision().id()));
        });
  }

  /** Whom a message is for. */
  Text recipient(Played.MessageSeen message) {
    return person(message.to());
  }

  private Text person(Task.Assignee one) {
    if (one.role() == null) {
      return Text.of(people.find(one.name()).map(UserNames.Person::name).orElse(one.name()));
    }
    RoleDefinition role = app.documents().roles().get(one.role());
    return role != null
        ? role.title()
        : one.everyAdministrator()
            ? Text.each(in -> say(in, "administrators"))
            : Text.of(one.role());
  }

  /** Which operation of which connector is called. */
  Text operation(Played.CallSeen call) {
    ConnectorDefinition connector =
        Optional.ofNullable(app.connectors().get(call.connector()))
            .map(Connector::definition)
            .orElse(null);
    Text title = connector == null ? Text.of(call.connector()) : connector.title();
    return Text.each(in -> title.in(in) + BETWEEN + call.operation());
  }

  /** With what it is called. */
  Text input(Played.CallSeen call) {
    return Text.of(
        call.input().isObject()
            ? call.input().properties().stream()
                .map(each -> each.getKey() + ": " + plain(each.getValue()))
                .collect(Collectors.joining(BETWEEN))
            : plain(call.input()));
  }

  private static String plain(JsonNode value) {
    return value.isValueNode() ? value.asText() : Json.write(value);
  }

  /** The workflow that ran. */
  Text workflow(Played.RunSeen run) {
    return workflow(run.workflow());
  }

  /** How a workflow stands, at which step, and what is wrong. */
  Text run(Played.RunSeen run) {
    Text step = run.step() == null ? null : step(run.workflow(), run.step());
    return Text.each(
        in -> {
          String state = say(in, "state." + run.state().id());
          String outcome = outcome(run, in);
          String stands =
              (outcome == null ? state : say(in, "because", state, outcome))
                  + (step == null ? "" : BETWEEN + step.in(in));
          return run.problems().isEmpty()
              ? stands
              : say(in, "wrong", stands, run.problems().getFirst().message(in));
        });
  }

  /** What an end is called by who drew the workflow, or why the engine cancelled it. */
  private static @Nullable String outcome(Played.RunSeen run, Locale in) {
    if (run.outcome() == null || run.state() != Instance.State.CANCELLED) {
      return run.outcome();
    }
    String key = "played.reason." + run.outcome();
    String reason = Messages.text(key, in, List.of());
    return reason.equals(key) ? run.outcome() : reason;
  }

  /** The records that were written, and how. */
  Text written(Played.Others others) {
    Text form =
        app.forms()
            .find(others.form())
            .map(found -> found.definition().title())
            .orElse(Text.of(others.form()));
    return Text.each(in -> form.in(in) + BETWEEN + say(in, "op." + others.op()));
  }

  /** How many. */
  Text count(Played.Others others) {
    return Text.of(String.valueOf(others.count()));
  }

  private Text workflow(String id) {
    Workflow known = app.workflows().get(id);
    return known == null ? Text.of(id) : known.definition().title();
  }

  private Text step(String workflow, String id) {
    return Optional.ofNullable(app.workflows().get(workflow))
        .flatMap(known -> known.root().find(id))
        .map(Step::definition)
        .map(definition -> definition.title())
        .orElse(Text.of(id));
  }

  private static String say(Locale in, String what, String... args) {
    return Messages.text("played." + what, in, List.of(args));
  }
}
