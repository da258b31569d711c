package dev.nacre.workspace.traffic;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import dev.nacre.metadata.Problem;
import dev.nacre.workspace.shell.Toast;
import java.util.function.Function;

/** One entry: why it is as it is, its payload, and a way to work it again. */
final class EntryPanel extends Div {
  EntryPanel(
      Ledger.Entry entry,
      Ledger ledger,
      String who,
      Function<Problem, String> words,
      Runnable changed) {
    addClassName("nacre-entry");
    add(new H2(entry.connector() + " #" + entry.id()));
    for (Problem problem : entry.problems()) {
      var cause = new Paragraph(words.apply(problem));
      cause.addClassName("cause");
      add(cause);
    }
    var body = new TextArea(getTranslation("traffic.payload"));
    body.setValue(entry.body() == null ? "" : entry.body());
    body.setReadOnly(!entry.repairable());
    body.setWidthFull();
    body.setMaxHeight("420px");
    add(body);
    if (entry.answer() != null) {
      add(new Span(getTranslation("traffic.answer")), new Pre(entry.answer()));
    }
    if (entry.repairable()) {
      var again = new Button(getTranslation("traffic.again"));
      again.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
      again.addClickListener(
          click -> {
            boolean same = body.getValue().equals(entry.body() == null ? "" : entry.body());
            boolean done =
                same ? ledger.replay(entry.id()) : ledger.correct(entry.id(), body.getValue(), who);
            if (done) {
              Toast.done(getTranslation("traffic.again.done"));
              changed.run();
            } else {
              Toast.failed(getTranslation("traffic.again.failed"));
            }
          });
      add(new Div(again), hint());
    }
  }

  private Span hint() {
    var hint = new Span(getTranslation("traffic.again.hint"));
    hint.addClassName("nacre-quiet");
    return hint;
  }
}
