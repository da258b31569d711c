package dev.nacre.workspace.running;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.InstanceAction;
import dev.nacre.workflow.InstanceActs;
import dev.nacre.workspace.shell.Toast;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Buttons for what can be done with some instances; each act is kept by the engine. */
final class RunningActions extends Div {
  private final RunningWords words;
  private final InstanceActs acts;
  private final Runnable done;

  RunningActions(RunningWords words, InstanceActs acts, Runnable done) {
    this.words = words;
    this.acts = acts;
    this.done = done;
    addClassName("actions");
  }

  /** For these. */
  void of(Collection<Instance> chosen) {
    removeAll();
    for (InstanceAction action : possible(chosen)) {
      var button =
          new Button(words.say(action.id()), icon(action).create(), click -> ask(action, chosen));
      button.addThemeVariants(ButtonVariant.LUMO_SMALL);
      if (action == InstanceAction.CANCEL) {
        button.addThemeVariants(ButtonVariant.LUMO_ERROR);
      }
      button.getElement().setAttribute("data-action", action.id());
      add(button);
    }
  }

  /** What at least one of them can be done with. */
  private static Set<InstanceAction> possible(Collection<Instance> chosen) {
    var all = EnumSet.noneOf(InstanceAction.class);
    for (Instance one : chosen) {
      boolean paused = one.pause() != null;
      if (one.state().finished()) {
        continue;
      }
      all.add(InstanceAction.CANCEL);
      all.add(paused ? InstanceAction.RESUME : InstanceAction.PAUSE);
      if (!paused && one.state() == Instance.State.FAILED) {
        all.add(InstanceAction.RETRY);
        if (one.position().step().isPresent()) {
          all.add(InstanceAction.SKIP);
        }
      }
    }
    return all;
  }

  private static VaadinIcon icon(InstanceAction action) {
    return switch (action) {
      case PAUSE -> VaadinIcon.PAUSE;
      case RESUME -> VaadinIcon.PLAY;
      case RETRY -> VaadinIcon.REFRESH;
      case SKIP -> VaadinIcon.STEP_FORWARD;
      case CANCEL -> VaadinIcon.CLOSE;
    };
  }

  private void ask(InstanceAction action, Collection<Instance> chosen) {
    List<Instance> those = List.copyOf(chosen);
    new ReasonDialog(
            words.say(action.id()),
            words.say(action.id() + (those.size() == 1 ? ".one" : ".what"), those.size()),
            words.say(action.id()),
            action == InstanceAction.CANCEL,
            reason -> {
              int count = 0;
              String refused = "";
              for (Instance one : those) {
                try {
                  acts.act(words.app().forms(), one.id(), action, reason, words.app().who());
                  count++;
                } catch (NacreException e) {
                  refused = Wording.of(e.problems().getFirst(), words.app().context().locale());
                }
              }
              if (refused.isEmpty()) {
                Toast.done(words.say("done." + action.id(), count));
              } else {
                Toast.failed(words.say("done.some", count, those.size() - count) + " " + refused);
              }
              done.run();
            })
        .open();
  }
}
