package dev.nacre.workspace.running;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.workflow.Block;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.MigrationEngine;
import dev.nacre.workflow.Workflow;
import dev.nacre.workspace.shell.Toast;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Moves an instance to the version that is served, after saying what doesn't fit there. */
final class MoveDialog extends Dialog {
  private static final String SAME = "";

  private final RunningWords words;
  private final Instance instance;
  private final MigrationEngine migrations;
  private final Div findings = new Div();
  private final Button go = new Button();
  private final Select<String> step = new Select<>();

  MoveDialog(RunningWords words, Instance instance, MigrationEngine migrations, Runnable changed) {
    this.words = words;
    this.instance = instance;
    this.migrations = migrations;
    int to = words.app().forms().version();
    setHeaderTitle(words.say("move", to));
    addClassName("nacre-running-move");
    add(new Paragraph(words.say("move.what", instance.version(), to)));
    steps();
    findings.addClassName("findings");
    findings.getElement().setAttribute("aria-live", "polite");
    add(findings);
    go.setText(words.say("move.do"));
    go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    go.setId("running-move-do");
    go.addClickListener(
        click -> {
          try {
            migrations.move(words.app().forms(), instance.id(), wish(), words.app().who());
            Toast.done(words.say("move.done", to));
            close();
            changed.run();
          } catch (NacreException e) {
            show(e.problems());
          }
        });
    getFooter().add(new Button(getTranslation("view.cancel"), click -> close()), go);
    setWidth("32rem");
    check();
  }

  /** Where its own step is called something else there, people say which one it is. */
  private void steps() {
    Workflow there = words.app().app().workflows().get(instance.workflow());
    String stands = instance.position().step().orElse(null);
    step.setVisible(there != null && stands != null);
    if (there == null || stands == null) {
      return;
    }
    var items = new ArrayList<String>();
    items.add(SAME);
    ids(there.root(), items);
    step.setLabel(words.say("move.step", words.step(instance.workflow(), stands)));
    step.setItems(items);
    step.setItemLabelGenerator(
        id -> id.equals(SAME) ? words.say("move.same") : words.step(instance.workflow(), id));
    step.setValue(SAME);
    step.setWidthFull();
    step.addValueChangeListener(change -> check());
    add(step);
  }

  private static void ids(Block block, List<String> into) {
    block
        .steps()
        .forEach(
            one -> {
              into.add(one.id());
              one.blocks().forEach(inner -> ids(inner, into));
            });
  }

  private MigrationEngine.Wish wish() {
    @Nullable String other = step.getValue();
    Map<String, String> renamed =
        other == null || other.equals(SAME)
            ? Map.of()
            : Map.of(Objects.requireNonNull(instance.position().step().orElse(null)), other);
    return new MigrationEngine.Wish(words.app().forms().version(), renamed, null);
  }

  private void check() {
    try {
      show(migrations.check(words.app().forms(), instance.id(), wish(), words.app().who()));
    } catch (NacreException e) {
      show(e.problems());
    }
  }

  private void show(List<Problem> problems) {
    findings.removeAll();
    go.setEnabled(problems.isEmpty());
    if (problems.isEmpty()) {
      findings.add(new Paragraph(words.say("move.fits")));
    }
    for (Problem problem : problems) {
      var line = new Paragraph(Wording.of(problem, getLocale()));
      line.addClassName("cause");
      findings.add(line);
    }
  }
}
