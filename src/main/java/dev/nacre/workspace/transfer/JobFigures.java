package dev.nacre.workspace.transfer;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import dev.nacre.designer.render.Formats;
import dev.nacre.record.transfer.Job;
import java.math.BigDecimal;

/** How far a job has come, drawn and in figures. */
public final class JobFigures extends Div {
  private final ProgressBar bar = new ProgressBar();
  private final Div figures = new Div();

  /** Of that job, as far as it has come. */
  public JobFigures(Job job) {
    if (job.total() != null && job.total() > 0) {
      bar.setValue(Math.min(1, (double) job.done() / job.total()));
    } else if (job.state() == Job.State.RUNNING) {
      bar.setIndeterminate(true);
    } else {
      bar.setValue(1);
    }
    figures.addClassName("nacre-figures");
    add(bar, figures);
  }

  /** One more figure. */
  public JobFigures with(String label, long count) {
    var number = new Span(Formats.number(BigDecimal.valueOf(count), getLocale()));
    number.addClassName("figure");
    var words = new Span(label);
    words.addClassName("nacre-quiet");
    figures.add(new Div(number, words));
    return this;
  }
}
