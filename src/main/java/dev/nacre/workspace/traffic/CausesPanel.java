package dev.nacre.workspace.traffic;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.render.Formats;
import dev.nacre.event.CauseCount;
import dev.nacre.record.transfer.Job;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What gave up, by why: to look at those of one kind, and to send all of them again. */
final class CausesPanel extends Div {
  private final OpenApp app;
  private final Ledger ledger;
  private final Chosen chosen;
  private final Div rows = new Div();
  private final Details details = new Details("", rows);
  private List<Ledger.Cause> shown = List.of();

  /** Is told which cause somebody wants to see. */
  interface Chosen {
    /** Those of that connector, for that reason. */
    void only(@Nullable String connector, @Nullable String cause, String words);
  }

  CausesPanel(OpenApp app, Ledger ledger, Chosen chosen) {
    this.app = app;
    this.ledger = ledger;
    this.chosen = chosen;
    addClassName("nacre-causes");
    rows.addClassName("rows");
    details.setVisible(false);
    add(details);
  }

  void show(List<Ledger.Cause> causes) {
    if (causes.equals(shown)) {
      return; // a button isn't taken from under somebody's finger
    }
    shown = causes;
    details.setVisible(!causes.isEmpty());
    long all = causes.stream().mapToLong(cause -> cause.count().count()).sum();
    details.setSummaryText(getTranslation("traffic.causes", number(all), causes.size()));
    rows.removeAll();
    causes.forEach(cause -> rows.add(row(cause)));
  }

  private Component row(Ledger.Cause cause) {
    CauseCount count = cause.count();
    String words = words(cause);
    var number = new Span(number(count.count()));
    number.addClassNames("nacre-badge", "hue-5");
    var where = new Span(count.connector());
    where.addClassName("nacre-quiet");
    var show = new NativeButton("", click -> chosen.only(count.connector(), count.cause(), words));
    show.add(number, new Span(words), where);
    show.setEnabled(count.cause() != null);
    var again =
        new Button(
            getTranslation("traffic.causes.again"),
            VaadinIcon.REFRESH.create(),
            click -> ask(count, words));
    again.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    again.getElement().setAttribute("data-action", "again-all");
    again.setEnabled(count.cause() != null);
    var row = new Div(show, again);
    row.addClassName("row");
    row.getElement().setAttribute("data-cause", count.cause() == null ? "" : count.cause());
    return row;
  }

  /** The newest tells it as a person would; others differ in what stood there only. */
  private String words(Ledger.Cause cause) {
    Ledger.Entry newest = cause.newest();
    String why = cause.count().cause();
    String place = why == null || why.indexOf('@') < 0 ? "" : why.substring(why.indexOf('@') + 1);
    String told =
        newest == null || newest.problems().isEmpty()
            ? getTranslation("traffic.causes.unknown")
            : newest.problems().getFirst().message(getLocale());
    return place.isEmpty() ? told : told + " (" + place + ")";
  }

  private void ask(CauseCount count, String words) {
    var dialog = new ConfirmDialog();
    dialog.setHeader(getTranslation("traffic.causes.sure", number(count.count())));
    dialog.setText(
        words
            + "\n"
            + getTranslation(
                ledger.previews() ? "traffic.causes.sure.in" : "traffic.causes.sure.out"));
    dialog.setCancelable(true);
    dialog.setCancelText(getTranslation("view.cancel"));
    dialog.setConfirmText(getTranslation("traffic.causes.again"));
    dialog.addConfirmListener(
        yes -> {
          var wish = new Ledger.Wish(count.connector(), "dead", null, count.cause(), null);
          Job job = ledger.replayAll(wish, app.who());
          UI.getCurrent().navigate(Addresses.job(app.address(), job.id()));
        });
    dialog.open();
  }

  private String number(long count) {
    return Formats.number(BigDecimal.valueOf(count), getLocale());
  }
}
