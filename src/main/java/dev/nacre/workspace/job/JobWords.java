package dev.nacre.workspace.job;

import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.Formats;
import dev.nacre.record.transfer.Job;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a job is called, where it stands and what it did, in words. */
final class JobWords {
  private final OpenApp app;
  private final People people;
  private final Locale locale;

  JobWords(OpenApp app, People people) {
    this.app = app;
    this.people = people;
    this.locale = app.context().locale();
  }

  /** What is done: {@code Import of orders.xlsx}. */
  String title(Job job) {
    if (job.bulk()) {
      String what =
          "start".equals(job.action()) && job.file() != null
              ? app.workflow(job.file())
              : text("job.bulk." + job.action());
      return job.undoes() == null ? what : text("job.undo.bulk", what);
    }
    String file = job.file() == null || job.file().isBlank() ? text("job.no_file") : job.file();
    return text(job.dryRun() ? "job.tried" : "job." + job.kind(), file);
  }

  /** With which records, by whom and since when. */
  String about(Job job) {
    String where = app.forms().find(job.subject()).map(app::title).orElse(job.subject());
    return text(
        "job.about",
        where,
        people.name(job.who(), locale),
        Formats.moment(job.startedAt(), app.context().zone()));
  }

  /** Where it stands. */
  Span state(Job job) {
    boolean partly = job.state() == Job.State.DONE && job.failed() > 0;
    var badge =
        new Span(text("job.state." + (partly ? "partly" : job.state().id()), number(job.failed())));
    String hue =
        switch (job.state()) {
          case RUNNING -> "hue-1";
          case DONE -> partly ? "hue-2" : "hue-4";
          case FAILED -> "hue-5";
          case CANCELLED -> "hue-0";
        };
    badge.addClassNames("nacre-badge", hue);
    badge.getElement().setAttribute("data-state", job.state().id());
    return badge;
  }

  /** What it did until now; what never happened isn't said. */
  String figures(Job job) {
    var counts = new LinkedHashMap<String, Long>();
    if (job.bulk()) {
      counts.put("bulk.figure.done", job.created() + job.updated());
      counts.put("bulk.figure.unchanged", job.unchanged());
      counts.put("bulk.figure.failed", job.failed());
    } else {
      String kind =
          job.undoes() != null ? "import.undo." : job.dryRun() ? "import.tried." : "import.";
      counts.put(kind + "figure.created", job.created());
      counts.put(kind + "figure.updated", job.updated());
      counts.put("import.figure.unchanged", job.unchanged());
      counts.put(kind + "figure.failed", job.failed());
    }
    return counts.entrySet().stream()
        .filter(count -> count.getValue() > 0)
        .map(count -> text("job.figure", number(count.getValue()), text(count.getKey())))
        .collect(Collectors.joining(" · "));
  }

  private String number(long count) {
    return Formats.number(BigDecimal.valueOf(count), locale);
  }

  private String text(String key, Object... args) {
    return app.context().text(key, args);
  }
}
