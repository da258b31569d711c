package dev.nacre.designer.trial;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.nacre.app.RuleTrial;
import dev.nacre.designer.desk.Desk;
import dev.nacre.metadata.Problem;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What would differ: how many records in what, then record by record, before and after. */
final class TrialTable extends Div {
  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final Desk desk;
  private final String form;

  TrialTable(Desk desk, String form, RuleTrial trial) {
    this.desk = desk;
    this.form = form;
    RuleTrial.Reached reached = trial.reached();
    add(
        new Paragraph(
            reached.of() == 0
                ? desk.text("trial.none")
                : desk.text("trial.outcome", reached.played(), reached.differing())));
    if (reached.times().of() > 0) {
      add(
          new Paragraph(
              desk.text("trial.times", reached.times().played(), reached.times().differing())));
    }
    if (reached.done() < reached.all()) {
      quiet(desk.text("trial.stopped", reached.done(), reached.all()));
    }
    if (reached.left() > 0) {
      quiet(desk.text("trial.left", reached.left()));
    }
    int shown = trial.rows().size() + trial.times().size();
    if (shown < reached.differing() + reached.times().differing()) {
      quiet(desk.text("trial.shown", shown));
    }
    if (!trial.stuck().isEmpty()) {
      RuleTrial.Stuck one = trial.stuck().getFirst();
      String why = one.problems().isEmpty() ? "" : problem(one.problems().getFirst());
      var stuck = new Paragraph(desk.text("trial.stuck", reached.stuck(), one.title(), why));
      stuck.addClassName("nd-error");
      add(stuck);
    }
    if (shown == 0) {
      return;
    }
    var sums = new Div();
    sums.addClassName("nd-trial-sums");
    trial
        .sums()
        .forEach(
            sum -> {
              var badge =
                  new Span(what(sum.what(), sum.label().in(desk.locale())) + " · " + sum.rows());
              badge.addClassName("nd-badge");
              sums.add(badge);
            });
    add(sums, table(trial));
  }

  private void quiet(String words) {
    var line = new Paragraph(words);
    line.addClassName("nd-muted");
    add(line);
  }

  private NativeTable table(RuleTrial trial) {
    var table = new NativeTable();
    table.addClassName("nd-trial-table");
    NativeTableRow head = table.getHead().addRow();
    for (String column : List.of("record", "what", "before", "after")) {
      head.add(new NativeTableHeaderCell(desk.text("trial.column." + column)));
    }
    trial.rows().forEach(row -> lines(table, record(row), row.differences()));
    trial.times().forEach(time -> lines(table, time(time), time.differences()));
    return table;
  }

  private void lines(NativeTable table, Component of, List<RuleTrial.Difference> differences) {
    boolean first = true;
    for (RuleTrial.Difference difference : differences) {
      NativeTableRow line = table.getBody().addRow();
      line.add(first ? new NativeTableCell(of) : new NativeTableCell());
      line.add(
          new NativeTableCell(
              new Span(what(difference.what(), difference.label().in(desk.locale())))));
      line.add(side(difference.before()), side(difference.after()));
      first = false;
    }
  }

  private Span time(RuleTrial.Time time) {
    return new Span(
        desk.text("trial.time", time.label().in(desk.locale()), MOMENT.format(time.at())));
  }

  private Anchor record(RuleTrial.Row row) {
    var link =
        new Anchor(
            "app/" + desk.session().app() + "/record/" + form + "/" + row.record(),
            row.title(),
            AnchorTarget.BLANK);
    link.getElement().setAttribute("router-ignore", true);
    return link;
  }

  private String what(RuleTrial.What what, String label) {
    String kind = desk.text("trial.what." + what.id());
    return what == RuleTrial.What.FIELD
        ? label
        : label.isEmpty() ? kind : desk.text("trial.what.named", kind, label);
  }

  private NativeTableCell side(RuleTrial.@Nullable Side side) {
    var words = new ArrayList<String>();
    if (side != null) {
      side.texts().forEach(text -> words.add(text.in(desk.locale())));
      side.problems().stream().map(this::problem).forEach(words::add);
    }
    var cell = new NativeTableCell();
    if (words.isEmpty()) {
      var nothing = new Span("–");
      nothing.addClassName("nd-muted");
      cell.add(nothing);
    }
    words.forEach(word -> cell.add(new Div(new Span(word))));
    return cell;
  }

  private String problem(Problem problem) {
    return problem.message(desk.locale());
  }
}
