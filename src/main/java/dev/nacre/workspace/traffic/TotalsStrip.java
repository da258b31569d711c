package dev.nacre.workspace.traffic;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.nacre.connector.Compared;
import dev.nacre.designer.render.Formats;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;

/** Whether all has come that the other side has: a cell an hour, and in words what lacks. */
final class TotalsStrip extends Div {
  private static final int CELLS = 48;
  private static final int TOLD = 5;

  private final ZoneId zone;

  /**
   * A strip.
   *
   * @param all of one ingest, the oldest first
   */
  TotalsStrip(List<Compared> all, ZoneId zone) {
    this.zone = zone;
    addClassName("nacre-totals");
    List<Compared> shown = all.subList(Math.max(0, all.size() - CELLS), all.size());
    List<Compared> differing =
        shown.stream().filter(found -> found.state() != Compared.State.COMPLETE).toList();
    var cells = new Div();
    cells.addClassName("cells");
    cells.getElement().setAttribute("aria-hidden", "true"); // the words below say it
    shown.forEach(found -> cells.add(cell(found)));
    long lacking = shown.stream().filter(Compared::lacks).count();
    String words =
        lacking > 0
            ? getTranslation("connections.totals.differ", lacking, shown.size())
            : differing.isEmpty()
                ? getTranslation("connections.totals.complete", shown.size())
                : getTranslation("connections.totals.beyond", differing.size(), shown.size());
    var summary = new Paragraph(shown.getFirst().ingest() + ": " + words);
    summary.addClassName(lacking == 0 ? "nacre-quiet" : "differ");
    summary.getElement().setAttribute("data-totals", shown.getFirst().ingest());
    add(summary, cells);
    differing.reversed().stream().limit(TOLD).forEach(found -> add(new Paragraph(told(found))));
    if (differing.size() > TOLD) {
      add(new Paragraph(getTranslation("connections.totals.more", differing.size() - TOLD)));
    }
  }

  private Component cell(Compared found) {
    var cell = new Span();
    cell.addClassName(found.state().id());
    cell.setTitle(told(found));
    return cell;
  }

  private String told(Compared found) {
    String when = Formats.moment(found.since(), zone);
    String numbers =
        getTranslation("connections.totals.numbers", when, found.theirs(), found.ours());
    String amounts =
        found.theirAmount() == null || found.ourAmount() == null
            ? ""
            : getTranslation(
                "connections.totals.amounts", money(found.theirAmount()), money(found.ourAmount()));
    String again =
        found.fetched() == 0 ? "" : getTranslation("connections.totals.again", found.fetched());
    return numbers + amounts + again;
  }

  private String money(BigDecimal amount) {
    return Formats.number(amount, getLocale());
  }
}
