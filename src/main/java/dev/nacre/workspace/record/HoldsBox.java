package dev.nacre.workspace.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.Formats;
import dev.nacre.record.Form;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.hold.Hold;
import dev.nacre.record.hold.HoldViews;
import dev.nacre.record.hold.SeenHold;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What a record holds of counted things, and who holds something of it. */
final class HoldsBox extends Div {
  private static final int SHOWN = 8;

  private final OpenApp app;

  HoldsBox(OpenApp app, Form form, UUID id, HoldViews holds) {
    this.app = app;
    addClassName("nacre-linked");
    List<SeenHold> holding =
        holds.by(app.forms(), form.id(), id, app.who(), counted -> Set.of()).stream()
            .filter(one -> one.hold().state() == Hold.State.HELD || used(one))
            .toList();
    // in the order in which they were taken, which is that of the lines
    show("holds", holding.reversed());
    show("held_by", holds.of(app.forms(), form.id(), id, app.who()));
    setVisible(getChildren().findAny().isPresent());
  }

  private static boolean used(SeenHold one) {
    return one.hold().state() == Hold.State.USED;
  }

  private void show(String what, List<SeenHold> all) {
    if (all.isEmpty()) {
      return;
    }
    var head = new Div(new H2(getTranslation("record." + what)));
    head.addClassName("head");
    var box = new Div(head);
    box.addClassName("box");
    box.getElement().setAttribute("data-holds", what);
    all.stream().limit(SHOWN).forEach(one -> box.add(line(one)));
    if (all.size() > SHOWN) {
      box.add(new Span(getTranslation("record.holds.more", all.size() - SHOWN)));
    }
    add(box);
  }

  private Div line(SeenHold one) {
    Hold hold = one.hold();
    var line = new Div(name(one));
    line.addClassName("line");
    String lot = one.lotTitle(app.forms(), app.who());
    if (lot != null) {
      line.add(new Span(lot));
    }
    line.add(new Span("× " + hold.quantity().stripTrailingZeros().toPlainString()));
    if (used(one)) {
      line.add(new Span(getTranslation("record.holds.used")));
    } else if (hold.until() != null) {
      String until = Formats.moment(hold.until(), app.context().zone());
      line.add(new Span(getTranslation("record.holds.until", until)));
    }
    return line;
  }

  /** A way to it, for whoever may go there. */
  private Component name(SeenHold one) {
    StoredRecord other = one.other();
    if (other == null) {
      return new Span(getTranslation("record.holds.unseen"));
    }
    String title = one.title(app.forms(), app.who());
    return new Anchor(
        Addresses.record(app.address(), other.form().id(), other.id()),
        title == null ? app.title(other.form()) : title);
  }
}
