package dev.nacre.workspace.running;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.render.Formats;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.InstanceActs;
import dev.nacre.workflow.InstanceEngine;
import dev.nacre.workflow.MigrationEngine;
import dev.nacre.workflow.RecordTimeline;
import dev.nacre.workflow.TimelineEntry;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.People;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One instance: where it stands and why, what can be done, what it started, what happened. */
final class InstancePanel extends Div {
  private final RunningWords words;
  private final Engines engines;

  /** What it asks and does things with. */
  record Engines(
      InstanceEngine instances,
      InstanceActs acts,
      MigrationEngine migrations,
      RecordTimeline timeline,
      People people) {}

  /** What it shows of an instance; equal as long as it would show the same. */
  record Seen(Instance instance, List<Instance> started, List<TimelineEntry> happened) {}

  /** Reads what it shows. */
  static Seen read(RunningWords words, UUID id, Engines engines) {
    Forms forms = words.app().forms();
    Identity who = words.app().who();
    return new Seen(
        engines.instances().get(forms, id, who),
        engines.instances().children(forms, id, who),
        engines.timeline().of(forms, id, who, words.app().context().locale()));
  }

  InstancePanel(RunningWords words, Seen seen, Engines engines, Runnable changed) {
    Instance instance = seen.instance();
    this.words = words;
    this.engines = engines;
    addClassName("nacre-entry");
    var head = new Div(new H2(words.app().workflow(instance.workflow())), words.state(instance));
    head.addClassName("head");
    add(head, about(instance));
    for (Problem problem : instance.problems()) {
      var cause = new Paragraph(Wording.of(problem, getLocale()));
      cause.addClassName("cause");
      add(cause);
    }
    tries(instance);
    links(instance);
    boolean may =
        words.app().who().unlimited()
            || words
                .app()
                .forms()
                .permissions()
                .startWorkflow(instance.workflow(), words.app().who());
    if (may) {
      var actions = new RunningActions(words, engines.acts(), changed);
      actions.of(List.of(instance));
      move(instance, changed).ifPresent(actions::add);
      add(actions);
    }
    children(seen.started());
    if (!instance.input().isEmpty()) {
      add(new Details(words.say("input"), new Pre(instance.input().toPrettyString())));
    }
    if (!instance.steps().isEmpty()) {
      add(new Details(words.say("outputs"), new Pre(instance.steps().toPrettyString())));
    }
    timeline(instance, seen.happened());
  }

  private Component about(Instance instance) {
    String step =
        instance.position().step().map(id -> words.step(instance.workflow(), id)).orElse("");
    var line =
        new Paragraph(
            words.say(
                    "about",
                    instance.version(),
                    engines.people().actor(instance.startedBy(), words.app()),
                    moment(instance.startedAt()))
                + (step.isEmpty() ? "" : words.say("stands", step, words.ago(instance.since()))));
    line.addClassName("nacre-quiet");
    return line;
  }

  private String moment(Instant when) {
    return Formats.exact(when, words.app().forms().zone());
  }

  private void tries(Instance instance) {
    Instant next = instance.trouble().retryAt();
    if (instance.state() == Instance.State.FAILED) {
      var line =
          new Paragraph(
              next == null
                  ? words.say("tries.over", Math.max(1, instance.trouble().tries()))
                  : words.say("tries.next", instance.trouble().tries(), moment(next)));
      line.addClassName("nacre-quiet");
      add(line);
    }
    Instance.Pause pause = instance.pause();
    if (pause != null) {
      var line =
          new Paragraph(
              words.say(
                  "paused.by",
                  engines.people().actor(pause.by(), words.app()),
                  moment(pause.at())));
      line.addClassName("nacre-quiet");
      add(line);
    }
  }

  private void links(Instance instance) {
    var links = new Div();
    links.addClassName("records");
    if (instance.form() != null && instance.record() != null) {
      words
          .app()
          .forms()
          .find(instance.form())
          .ifPresent(
              form ->
                  links.add(
                      new Anchor(
                          Addresses.record(words.app().address(), form.id(), instance.record()),
                          words.say("record", words.about(instance)))));
    }
    Instance.Parent parent = instance.parent();
    if (parent != null) {
      links.add(
          new Anchor(
              Addresses.running(words.app().address(), parent.instance()),
              words.say("parent", words.step(instance.workflow(), parent.step()))));
    }
    add(links);
  }

  private Optional<Component> move(Instance instance, Runnable changed) {
    int served = words.app().forms().version();
    if (instance.state().finished() || instance.parent() != null || instance.version() == served) {
      return Optional.empty();
    }
    var button =
        new Button(
            words.say("move", served),
            VaadinIcon.ARROW_FORWARD.create(),
            click -> new MoveDialog(words, instance, engines.migrations(), changed).open());
    button.addThemeVariants(ButtonVariant.LUMO_SMALL);
    button.setId("running-move");
    return Optional.of(button);
  }

  /** What its steps started, under it. */
  private void children(List<Instance> started) {
    if (started.isEmpty()) {
      return;
    }
    var tree = new Div();
    tree.addClassName("tree");
    tree.getElement().setAttribute("role", "list");
    for (Instance child : started.reversed()) {
      Instance.Parent parent = child.parent();
      String name =
          parent == null || parent.block() == null
              ? words.app().workflow(child.workflow())
              : words.step(child.workflow(), parent.step());
      String stands =
          child.position().step().map(id -> " · " + words.step(child.workflow(), id)).orElse("");
      var link = new Anchor(Addresses.running(words.app().address(), child.id()), name + stands);
      var line = new Div(link, words.state(child));
      line.addClassName("line");
      line.getElement().setAttribute("role", "listitem");
      tree.add(line);
    }
    var box = new Details(words.say("children", started.size()), tree);
    box.setOpened(started.size() <= 10);
    add(box);
  }

  private void timeline(Instance instance, List<TimelineEntry> happened) {
    var box = new Div();
    box.addClassName("nacre-timeline");
    box.add(new H2(words.say("timeline")));
    for (TimelineEntry entry : happened) {
      box.add(item(instance, entry));
    }
    add(box);
  }

  private Component item(Instance instance, TimelineEntry entry) {
    boolean person = engines.people().isPerson(entry.by());
    var who = new Span(person ? engines.people().actor(entry.by(), words.app()) : "");
    who.addClassName("who");
    who.setVisible(person);
    var when = new Span(moment(entry.at()));
    when.addClassName("nacre-quiet");
    var head = new Div(new Div(who, new Span(entry.text())), when);
    head.addClassName("head");
    if (entry.said() != null) {
      var said = new Div(new Span(entry.said()));
      said.addClassName("said");
      head.add(said);
    }
    for (Problem problem : entry.problems()) {
      head.add(new Div(new Span(problem.message(getLocale()))));
    }
    var item = new Div(head);
    item.addClassNames(
        "item",
        switch (entry.kind()) {
          case "failed", "rejected" -> "bad";
          case "acted", "done" -> "good";
          default -> "flow";
        });
    TimelineEntry.Source source = entry.source();
    item.getElement()
        .getClassList()
        .set("child", source != null && !instance.id().equals(source.instance()));
    return item;
  }
}
