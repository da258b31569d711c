package dev.nacre.workspace.running;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.workflow.InstanceCount;
import dev.nacre.workflow.PausedWorkflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many instances of each workflow stand where, and since when the oldest does. */
final class CountsBox extends Div {
  private final RunningWords words;
  private final Goes goes;

  /** What a click does. */
  interface Goes {
    /** Shows those that stand there. */
    void show(String workflow, @Nullable String state, @Nullable String step);

    /** Pauses a whole workflow, or lets it go on. */
    void pause(String workflow, boolean pause);
  }

  CountsBox(RunningWords words, Goes goes) {
    this.words = words;
    this.goes = goes;
    addClassName("counts");
  }

  void show(List<InstanceCount> counts, List<PausedWorkflow> paused) {
    removeAll();
    Map<String, List<InstanceCount>> byWorkflow = new TreeMap<>();
    paused.forEach(one -> byWorkflow.put(one.workflow(), new ArrayList<>()));
    counts.forEach(
        one -> byWorkflow.computeIfAbsent(one.workflow(), w -> new ArrayList<>()).add(one));
    byWorkflow.forEach(
        (workflow, some) ->
            add(
                card(
                    workflow,
                    some,
                    paused.stream().filter(p -> p.workflow().equals(workflow)).findFirst())));
  }

  private Component card(
      String workflow, List<InstanceCount> counts, Optional<PausedWorkflow> paused) {
    var name = new H2(words.app().workflow(workflow));
    var pause =
        new Button(
            words.say(paused.isPresent() ? "resume" : "pause"),
            (paused.isPresent() ? VaadinIcon.PLAY : VaadinIcon.PAUSE).create(),
            click -> goes.pause(workflow, paused.isEmpty()));
    pause.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    pause.getElement().setAttribute("data-pause", workflow);
    pause.setAriaLabel(
        words.say(
            paused.isPresent() ? "resume.whole" : "pause.whole", words.app().workflow(workflow)));
    var head = new Div(name, pause);
    head.addClassName("head");
    var card = new Div(head);
    card.addClassName("card");
    card.getElement().setAttribute("data-workflow", workflow);
    paused.ifPresent(
        one -> {
          String why = one.reason() == null ? "" : " · " + one.reason();
          var line = new Span(words.say("paused.whole", words.ago(one.at())) + why);
          line.addClassName("cause");
          card.add(line);
        });
    var places = new Div();
    places.addClassName("places");
    counts.forEach(count -> places.add(place(workflow, count)));
    card.add(places);
    return card;
  }

  private Component place(String workflow, InstanceCount count) {
    String state = count.paused() ? "paused" : count.state().id();
    var number = new Span(String.valueOf(count.count()));
    number.addClassName("number");
    String where =
        words.say("state." + state)
            + (count.step() == null ? "" : " · " + words.step(workflow, count.step()));
    var since = new Span(words.say("oldest", words.ago(count.since())));
    since.addClassName("nacre-quiet");
    var button = new NativeButton("", click -> goes.show(workflow, state, count.step()));
    button.add(number, new Span(where), since);
    button.addClassNames("place", state);
    return button;
  }
}
