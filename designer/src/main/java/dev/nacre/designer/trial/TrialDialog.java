package dev.nacre.designer.trial;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import dev.nacre.app.RuleTrial;
import dev.nacre.app.RuleTrials;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.draft.DraftStore;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks on which past records the draft is to be tried, tries it, and shows what would differ. */
public final class TrialDialog extends Dialog {
  private static final long OFTEN = 250_000_000L;

  private final Desk desk;
  private final WantedRecords wanted;
  private final Div outcome = new Div();
  private final ProgressBar bar = new ProgressBar();
  private final Paragraph far = new Paragraph();
  private final Button run = new Button();
  private final Button stop = new Button();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile long told;

  /** Tries the draft of that desk. */
  public TrialDialog(Desk desk) {
    this.desk = desk;
    desk.session().refresh();
    setHeaderTitle(desk.text("trial.title"));
    setWidth("62rem");
    wanted = new WantedRecords(desk);
    bar.setVisible(false);
    far.setVisible(false);
    far.addClassName("nd-muted");
    far.getElement().setAttribute("data-trial", "far");
    outcome.addClassName("nd-trial");
    outcome.getElement().setAttribute("role", "status");
    add(new Paragraph(desk.text("trial.help")), wanted, bar, far, outcome);
    run.setText(desk.text("trial.run"));
    run.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    run.setDisableOnClick(true);
    run.getElement().setAttribute("data-action", "trial-run");
    run.addClickListener(click -> begin(click.getSource().getUI().orElseThrow()));
    stop.setText(desk.text("trial.stop"));
    stop.setVisible(false);
    stop.addClickListener(click -> stopped.set(true));
    addDetachListener(detached -> stopped.set(true));
    getFooter().add(new Button(desk.text("close"), click -> close()), stop, run);
  }

  private void begin(UI ui) {
    stopped.set(false);
    told = 0;
    outcome.removeAll();
    RuleTrials.Wish wish;
    try {
      wish = wanted.wish();
    } catch (IllegalArgumentException e) {
      wrong(desk.text("trial.condition.unfinished"));
      run.setEnabled(true);
      return;
    }
    bar.setIndeterminate(true);
    bar.setVisible(true);
    stop.setVisible(true);
    DraftStore.Trial trial = desk.session().trial(wish);
    desk.surroundings()
        .background(
            () -> {
              Runnable then = then(trial, wish.form(), ui);
              var unused = ui.access(() -> end(then));
            });
  }

  private Runnable then(DraftStore.Trial trial, String form, UI ui) {
    try {
      RuleTrial tried =
          trial.run(
              reached -> {
                tell(reached, ui);
                return !stopped.get();
              });
      return () -> outcome.add(new TrialTable(desk, form, tried));
    } catch (NacreException e) {
      return () -> refused(e);
    }
  }

  /** Not oftener than people can read. */
  private void tell(RuleTrial.Reached reached, UI ui) {
    long now = System.nanoTime();
    if (told == 0 || now - told > OFTEN || reached.done() == reached.all()) {
      told = now;
      var unused = ui.access(() -> at(reached));
    }
  }

  private void at(RuleTrial.Reached reached) {
    bar.setIndeterminate(false);
    bar.setMax(Math.max(1, reached.all()));
    bar.setValue(Math.min(reached.done(), reached.all()));
    far.setVisible(true);
    far.setText(
        desk.text(
            "trial.far",
            reached.done(),
            reached.all(),
            reached.differing() + reached.times().differing()));
  }

  private void end(Runnable then) {
    bar.setVisible(false);
    far.setVisible(false);
    stop.setVisible(false);
    run.setEnabled(true);
    then.run();
  }

  private void refused(NacreException e) {
    e.problems().forEach(problem -> wrong(Wording.of(problem, desk.locale())));
  }

  private void wrong(String words) {
    var line = new Span(words);
    line.addClassName("nd-error");
    outcome.add(new Paragraph(line));
  }
}
