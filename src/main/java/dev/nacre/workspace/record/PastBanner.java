package dev.nacre.workspace.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.record.Checksum;
import dev.nacre.record.past.Snapshot;

/** Says over a version whether it holds: green when it is the newest, grey when it is not. */
final class PastBanner extends Div {
  PastBanner(Snapshot snapshot, String called) {
    addClassName("nacre-past-banner");
    addClassName(snapshot.valid() ? "valid" : "stale");
    getElement().setAttribute("role", "status");
    String key =
        snapshot.valid()
            ? "past.valid"
            : switch (snapshot.seal()) {
              case BROKEN -> "past.broken";
              case UNKNOWN -> "past.unknown";
              case INTACT -> snapshot.deleted() ? "past.deleted" : "past.stale";
            };
    var icon = (snapshot.valid() ? VaadinIcon.CHECK_CIRCLE : VaadinIcon.WARNING).create();
    var head = new Span(getTranslation(key, snapshot.version().number(), snapshot.newest()));
    head.addClassName("what");
    var text = new Div(head, new Span(called));
    if (snapshot.version().note() != null) {
      text.add(new Span("“" + snapshot.version().note() + "”"));
    }
    if (snapshot.version().checksum() != null) {
      var checksum = new Span(Checksum.shown(snapshot.version().checksum()));
      checksum.addClassName("checksum");
      text.add(checksum);
    }
    text.addClassName("text");
    add(icon, text);
  }

  /** With something to do. */
  PastBanner with(Component... actions) {
    var bar = new Div(actions);
    bar.addClassName("bar");
    add(bar);
    return this;
  }
}
