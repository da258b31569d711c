package dev.nacre.workspace.traffic;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;
import dev.nacre.connector.Trial;
import dev.nacre.designer.render.Formats;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.shell.Toast;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One entry: why it is as it is, its payload and its records, and a way to work it again. */
final class EntryPanel extends Div {
  private final OpenApp app;
  private final Ledger.Entry entry;
  private final Ledger ledger;
  private final TextArea body = new TextArea();
  private boolean editing;

  EntryPanel(OpenApp app, Ledger.Entry entry, Ledger ledger, Runnable changed) {
    this.app = app;
    this.ledger = ledger;
    this.entry = entry;
    addClassName("nacre-entry");
    var state = new Span(getTranslation("traffic.state." + entry.state()));
    state.addClassNames("state", entry.state());
    var head = new Div(new H2(entry.connector() + " #" + entry.id()), state);
    head.addClassName("head");
    add(head);
    for (Problem problem : entry.problems()) {
      var cause = new Paragraph(Wording.of(problem, getLocale()));
      cause.addClassName("cause");
      add(cause);
    }
    progress();
    records();
    body.setLabel(getTranslation("traffic.payload"));
    // its value comes when it is left, so before any click
    body.addFocusListener(focus -> editing = true);
    body.addBlurListener(blur -> editing = false);
    body.setValue(given());
    body.setReadOnly(!entry.repairable());
    body.setWidthFull();
    body.setMaxHeight("420px");
    add(body);
    if (entry.answer() != null) {
      add(new Span(getTranslation("traffic.answer")), new Pre(entry.answer()));
    }
    folded("original", entry.original());
    folded(
        "headers",
        entry.headers().isEmpty()
            ? null
            : entry.headers().entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .collect(Collectors.joining("\n")));
    if (entry.repairable()) {
      var again = new Button(getTranslation("traffic.again"));
      if (!entry.problems().isEmpty()) {
        again.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
      }
      again.getElement().setAttribute("data-action", "again");
      again.addClickListener(
          click -> {
            boolean done =
                corrected()
                    ? ledger.correct(entry.id(), body.getValue(), app.who())
                    : ledger.replay(entry.id(), app.who());
            if (done) {
              Toast.done(getTranslation("traffic.again.done"));
              changed.run();
            } else {
              Toast.failed(getTranslation("traffic.again.failed"));
            }
          });
      var actions = new Div(again);
      actions.addClassName("actions");
      add(actions, hint());
      if (ledger.previews()) {
        var become = new Div();
        actions.add(preview(become));
        add(become);
      }
    }
  }

  private Button preview(Div become) {
    var preview =
        new Button(
            getTranslation("traffic.preview"),
            VaadinIcon.EYE.create(),
            click -> {
              become.removeAll();
              try {
                List<Trial.Mapped> mapped = ledger.preview(entry.id(), body.getValue());
                become.add(new Becoming(app, mapped == null ? List.of() : mapped));
              } catch (NacreException e) {
                Toast.failed(Wording.of(e.problems().getFirst(), getLocale()));
              }
            });
    preview.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    preview.getElement().setAttribute("data-action", "preview");
    return preview;
  }

  /** Something for who wants to know precisely. */
  private void folded(String what, @Nullable String text) {
    if (text != null) {
      var details = new Details(getTranslation("traffic." + what), new Pre(text));
      details.getElement().setAttribute("data-more", what);
      add(details);
    }
  }

  private String given() {
    return entry.body() == null ? "" : entry.body();
  }

  /** Whether somebody is correcting the payload. */
  boolean touched() {
    return editing || corrected();
  }

  private boolean corrected() {
    return !body.getValue().equals(given());
  }

  private void progress() {
    if (entry.next() != null) {
      String when = Formats.exact(entry.next(), app.forms().zone());
      var line = new Paragraph(getTranslation("traffic.next", entry.attempts(), when));
      line.addClassName("nacre-quiet");
      add(line);
    }
  }

  private void records() {
    if (entry.records().isEmpty()) {
      return;
    }
    var links = new Div();
    links.addClassName("records");
    for (Ledger.Link link : entry.records()) {
      app.forms()
          .find(link.form())
          .ifPresent(
              form -> {
                var anchor =
                    new Anchor(
                        Addresses.record(app.address(), link.form(), link.id()),
                        getTranslation("traffic.record", app.title(form)));
                anchor.getElement().setAttribute("data-record", link.id().toString());
                links.add(anchor);
              });
    }
    add(links);
  }

  private Span hint() {
    var hint = new Span(getTranslation("traffic.again.hint"));
    hint.addClassName("nacre-quiet");
    return hint;
  }
}
