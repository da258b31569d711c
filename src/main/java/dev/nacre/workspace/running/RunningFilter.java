package dev.nacre.workspace.running;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.InstanceQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which instances are shown: by workflow, state, step, age and error. */
final class RunningFilter extends Div {
  private static final String ANY = "";
  private static final String OPEN = "open";
  private static final String PAUSED = "paused";
  private static final String EVERY = "every";
  private static final List<String> AGES = List.of(ANY, "PT1H", "P1D", "P7D");

  private final Select<String> workflow = new Select<>();
  private final Select<String> state = new Select<>();
  private final Select<String> step = new Select<>();
  private final Select<String> age = new Select<>();
  private final TextField error = new TextField();
  private final Runnable changed;
  private boolean quiet;

  RunningFilter(RunningWords words, Collection<String> workflows, Runnable changed) {
    this.changed = changed;
    addClassName("filter");
    choices(workflow, words.say("workflow"), withAny(workflows));
    workflow.setItemLabelGenerator(
        id -> id.equals(ANY) ? words.say("any") : words.app().workflow(id));
    var states = new ArrayList<>(List.of(OPEN, PAUSED));
    for (Instance.State one : Instance.State.values()) {
      states.add(one.id());
    }
    states.add(EVERY);
    choices(state, words.say("state"), states);
    state.setValue(OPEN);
    state.setItemLabelGenerator(id -> words.say("state." + id));
    choices(step, words.say("step"), List.of(ANY));
    step.setItemLabelGenerator(
        id -> id.equals(ANY) ? words.say("any") : words.step(workflow.getValue(), id));
    choices(age, words.say("age"), AGES);
    age.setItemLabelGenerator(id -> words.say("age." + (id.equals(ANY) ? "any" : id)));
    error.setLabel(words.say("error"));
    error.setPlaceholder(words.say("error.hint"));
    error.setClearButtonVisible(true);
    error.setValueChangeMode(ValueChangeMode.LAZY);
    error.setId("running-error");
    error.addValueChangeListener(change -> tell());
    add(workflow, state, step, age, error);
  }

  private void choices(Select<String> select, String label, List<String> items) {
    select.setLabel(label);
    select.setItems(items);
    select.setValue(items.getFirst());
    select.addValueChangeListener(change -> tell());
  }

  private static List<String> withAny(Collection<String> items) {
    var all = new ArrayList<String>();
    all.add(ANY);
    all.addAll(items);
    return all;
  }

  private void tell() {
    if (!quiet) {
      changed.run();
    }
  }

  /** Shows those that stand there. */
  void choose(String newWorkflow, @Nullable String newState, @Nullable String newStep) {
    quiet = true;
    workflow.setValue(newWorkflow);
    state.setValue(newState == null ? OPEN : newState);
    steps(newStep == null ? List.of() : List.of(newStep));
    step.setValue(newStep == null ? ANY : newStep);
    quiet = false;
    changed.run();
  }

  /** The steps at which instances stand now, besides the chosen one. */
  void steps(Collection<String> steps) {
    boolean before = quiet;
    quiet = true;
    String chosen = step.getValue();
    var all = new ArrayList<>(withAny(steps));
    if (chosen != null && !all.contains(chosen)) {
      all.add(chosen);
    }
    step.setItems(all);
    step.setValue(chosen == null ? ANY : chosen);
    quiet = before;
  }

  /** The workflow that is chosen; empty for any. */
  String workflow() {
    return workflow.getValue() == null ? ANY : workflow.getValue();
  }

  /** As a question. */
  InstanceQuery query() {
    String wanted = state.getValue();
    Set<Instance.State> states =
        switch (wanted) {
          case OPEN -> Instance.State.OPEN;
          case PAUSED, EVERY -> Set.of();
          default -> Set.of(Instance.State.of(wanted));
        };
    return InstanceQuery.all()
        .of(none(workflow.getValue()), null, null)
        .in(states, wanted.equals(PAUSED) ? Boolean.TRUE : null)
        .at(
            none(step.getValue()),
            none(age.getValue()) == null ? null : Duration.parse(age.getValue()))
        .failing(none(error.getValue().strip()));
  }

  private static @Nullable String none(@Nullable String text) {
    return text == null || text.equals(ANY) ? null : text;
  }
}
