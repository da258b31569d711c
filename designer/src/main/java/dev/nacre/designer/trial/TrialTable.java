package dev.nacre.designer.trial;

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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What would differ: how many records in what, then record by record, before and after. */
final class TrialTable extends Div {
  private final Desk desk;
  private final String form;

  TrialTable(Desk desk, String form, RuleTrial trial) {
    this.desk = desk;
    this.form = form;
    boolean none = trial.played() + trial.left() == 0;
    add(
        new Paragraph(
            none
                ? desk.text("trial.none")
                : desk.text("trial.outcome", trial.played(), trial.rows().size())));
    if (trial.left() > 0) {
      var left = new Paragraph(desk.text("trial.left", trial.left()));
      left.addClassName("nd-muted");
      add(left);
    }
    if (!trial.stuck().isEmpty()) {
      RuleTrial.Stuck one = trial.stuck().getFirst();
      String why = one.problems().isEmpty() ? "" : problem(one.problems().getFirst());
      var stuck = new Paragraph(desk.text("trial.stuck", trial.stuck().size(), one.title(), why));
      stuck.addClassName("nd-error");
      add(stuck);
    }
    if (trial.rows().isEmpty()) {
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

  private NativeTable table(RuleTrial trial) {
    var table = new NativeTable();
    table.addClassName("nd-trial-table");
    NativeTableRow head = table.getHead().addRow();
    for (String column : List.of("record", "what", "before", "after")) {
      head.add(new NativeTableHeaderCell(desk.text("trial.column." + column)));
    }
    for (RuleTrial.Row row : trial.rows()) {
      boolean first = true;
      for (RuleTrial.Difference difference : row.differences()) {
        NativeTableRow line = table.getBody().addRow();
        line.add(first ? new NativeTableCell(record(row)) : new NativeTableCell());
        line.add(
            new NativeTableCell(
                new Span(what(difference.what(), difference.label().in(desk.locale())))));
        line.add(side(difference.before()), side(difference.after()));
        first = false;
      }
    }
    return table;
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
