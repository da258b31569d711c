package dev.nacre.workspace.traffic;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import dev.nacre.connector.Trial;
import dev.nacre.designer.render.Wording;
import dev.nacre.event.Finding;
import dev.nacre.metadata.Json;
import dev.nacre.workspace.OpenApp;
import java.util.List;

/** What a payload would become: records as they would be, and what is wrong with it. */
final class Becoming extends Div {
  Becoming(OpenApp app, List<Trial.Mapped> all) {
    addClassName("nacre-becoming");
    for (Trial.Mapped mapped : all) {
      var outcome = new Span(getTranslation("traffic.outcome." + mapped.outcome()));
      outcome.addClassNames("outcome", mapped.outcome().equals("dead") ? "dead" : "done");
      outcome.getElement().setAttribute("data-outcome", mapped.outcome());
      String form = app.forms().find(mapped.form()).map(app::title).orElse(mapped.form());
      var head = new Div(new Span(form), outcome);
      head.addClassName("head");
      add(head);
      for (Finding finding : mapped.findings()) {
        String place = finding.source() == null ? "" : finding.source() + ": ";
        var cause = new Paragraph(place + Wording.of(finding.problem(), getLocale()));
        cause.addClassName("cause");
        add(cause);
      }
      if (mapped.record() != null) {
        add(new Pre(Json.pretty(mapped.record())));
      }
    }
  }
}
