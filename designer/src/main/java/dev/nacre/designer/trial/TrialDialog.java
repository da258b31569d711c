package dev.nacre.designer.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.select.Select;
import dev.nacre.app.RuleTrial;
import dev.nacre.app.RuleTrials;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.draft.DraftStore;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Value;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Asks on which past records the draft is to be tried, tries it, and shows what would differ. */
public final class TrialDialog extends Dialog {
  private static final List<Integer> LIMITS = List.of(20, 50, 100, 200, 500);
  private static final List<Integer> DAYS = List.of(1, 7, 30, 0);

  private final Desk desk;
  private final Select<String> form = new Select<>();
  private final Select<Integer> days = new Select<>();
  private final Select<Integer> limit = new Select<>();
  private final Div outcome = new Div();
  private final ProgressBar bar = new ProgressBar();
  private final Button run = new Button();
  private final Button stop = new Button();
  private final AtomicBoolean stopped = new AtomicBoolean();

  /** Tries the draft of that desk. */
  public TrialDialog(Desk desk) {
    this.desk = desk;
    desk.session().refresh();
    setHeaderTitle(desk.text("trial.title"));
    setWidth("62rem");
    List<String> forms = Definitions.ids(desk.session().published(), "forms");
    form.setLabel(desk.text("trial.form"));
    form.setItems(forms);
    form.setItemLabelGenerator(
        id ->
            Definitions.title(desk.session().published(), "forms/" + id + ".json", desk.locale()));
    forms.stream().findFirst().ifPresent(form::setValue);
    form.getElement().setAttribute("data-trial", "form");
    days.setLabel(desk.text("trial.days"));
    days.setItems(DAYS);
    days.setItemLabelGenerator(
        n -> n == 0 ? desk.text("trial.days.all") : desk.text("trial.days.last", n));
    days.setValue(7);
    limit.setLabel(desk.text("trial.limit"));
    limit.setItems(LIMITS);
    limit.setItemLabelGenerator(n -> desk.text("trial.limit.most", n));
    limit.setValue(100);
    var asked = new Div(form, days, limit);
    asked.addClassName("nd-trial-asked");
    bar.setVisible(false);
    outcome.addClassName("nd-trial");
    outcome.getElement().setAttribute("role", "status");
    add(new Paragraph(desk.text("trial.help")), asked, bar, outcome);
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

  private RuleTrials.Wish wish() {
    return new RuleTrials.Wish(form.getValue(), since(days.getValue()), limit.getValue());
  }

  private static @Nullable Condition since(int days) {
    return days == 0
        ? null
        : new Condition.Compare(
            "createdAt",
            Condition.Op.WITHIN,
            new Value.Literal(JsonNodeFactory.instance.objectNode().put("last", "P" + days + "D")));
  }

  private void begin(UI ui) {
    stopped.set(false);
    outcome.removeAll();
    bar.setIndeterminate(true);
    bar.setVisible(true);
    stop.setVisible(true);
    DraftStore.Trial trial = desk.session().trial(wish());
    desk.surroundings()
        .background(
            () -> {
              Runnable then = then(trial, ui);
              var unused = ui.access(() -> end(then));
            });
  }

  private Runnable then(DraftStore.Trial trial, UI ui) {
    try {
      RuleTrial tried =
          trial.run(
              (played, of) -> {
                var unused = ui.access(() -> at(played, of));
                return !stopped.get();
              });
      return () -> outcome.add(new TrialTable(desk, form.getValue(), tried));
    } catch (NacreException e) {
      return () -> refused(e);
    }
  }

  private void at(int played, int of) {
    bar.setIndeterminate(false);
    bar.setMax(Math.max(1, of));
    bar.setValue(Math.min(played, of));
  }

  private void end(Runnable then) {
    bar.setVisible(false);
    stop.setVisible(false);
    run.setEnabled(true);
    then.run();
  }

  private void refused(NacreException e) {
    e.problems()
        .forEach(
            problem -> {
              var line = new Span(Wording.of(problem, desk.locale()));
              line.addClassName("nd-error");
              outcome.add(new Paragraph(line));
            });
  }
}
