package dev.nacre.designer.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import dev.nacre.connector.Trial;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import java.util.ArrayList;
import java.util.List;

/** Makes a call of the draft, and shows what went out and came back. */
final class TryPanel extends Div {
  private final Desk desk;
  private final Capture capture;
  private final Runnable changed;
  private final Select<String> operation = new Select<>();
  private final TextArea input = new TextArea();
  private final Div result = new Div();

  TryPanel(Desk desk, Capture capture, Runnable changed) {
    this.desk = desk;
    this.capture = capture;
    this.changed = changed;
    addClassName("nd-try");
    operation.setAriaLabel(desk.text("connector.operations"));
    input.setPlaceholder(desk.text("connector.try.input"));
    input.setAriaLabel(desk.text("connector.try.input"));
    input.addClassName("nd-code");
    var go = new Button(desk.text("connector.try"), VaadinIcon.PLAY.create(), click -> go());
    go.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
    go.setDisableOnClick(true);
    go.addClickListener(click -> go.setEnabled(true));
    go.getElement().setAttribute("data-action", "try");
    var paste = new Button(desk.text("connector.try.paste"), click -> paste());
    paste.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    paste.getElement().setAttribute("data-action", "paste");
    var bar = new Div(operation, go, paste);
    bar.addClassName("nd-try-bar");
    add(new H2(desk.text("connector.try")), hint(), bar, input, result);
  }

  private Component hint() {
    var hint = new Span(desk.text("connector.try.help"));
    hint.addClassName("nd-muted");
    return hint;
  }

  void draw() {
    var ids = new ArrayList<String>();
    desk.json()
        .ifPresent(json -> json.path("operations").forEach(o -> ids.add(o.path("id").asText())));
    String before = operation.getValue();
    operation.setItems(ids);
    operation.setVisible(!ids.isEmpty());
    if (!ids.isEmpty()) {
      operation.setValue(before != null && ids.contains(before) ? before : ids.getFirst());
    }
    show();
  }

  private void go() {
    var problems = new Problems();
    JsonNode given =
        input.isEmpty() ? Json.MAPPER.createObjectNode() : Json.read(input.getValue(), problems);
    input.setInvalid(!(given instanceof ObjectNode));
    if (given instanceof ObjectNode object && operation.getValue() != null) {
      capture.call(operation.getValue(), object);
      changed.run();
    }
  }

  /** What stands in the input is taken for a payload. */
  private void paste() {
    JsonNode payload = Json.read(input.getValue(), new Problems());
    input.setInvalid(payload == null);
    if (payload != null) {
      capture.paste(payload, operation.getValue());
      changed.run();
    }
  }

  private void show() {
    result.removeAll();
    capture.refused().forEach(problem -> result.add(wrong(problem)));
    Trial trial = capture.call().orElse(null);
    if (trial == null) {
      return;
    }
    trial.problems().forEach(problem -> result.add(wrong(problem)));
    if (trial.problems().isEmpty()) {
      var count = new Div(new Span(desk.text("connector.try.items", trial.items())));
      count.addClassName("nd-try-count");
      result.add(count);
    }
    List<Trial.Exchange> all = trial.exchanges();
    if (!all.isEmpty()) {
      Trial.Exchange last = all.getLast();
      var sides = new Div(side(request(last), "request"), side(answer(last), "response"));
      sides.addClassName("nd-try-sides");
      result.add(sides);
    }
  }

  private Component wrong(Problem problem) {
    String where = problem.pointer().isEmpty() ? "" : problem.pointer() + ": ";
    var error = new Div(new Span(where + Wording.of(problem, desk.locale())));
    error.addClassNames("nd-error", "nd-try-problem");
    return error;
  }

  private Component side(String text, String name) {
    var title = new Span(desk.text("connector.try." + name));
    title.addClassName("nd-label");
    var pre = new Pre(text);
    pre.addClassName("nd-code");
    pre.getElement().setAttribute("data-try", name);
    return new Div(title, pre);
  }

  private static String request(Trial.Exchange exchange) {
    return exchange.method()
        + " "
        + exchange.address()
        + "\n"
        + exchange.headers()
        + "\n\n"
        + pretty(exchange.body());
  }

  private String answer(Trial.Exchange exchange) {
    if (exchange.status() == 0) {
      return desk.text("connector.try.silent");
    }
    return "HTTP "
        + exchange.status()
        + " · "
        + exchange.millis()
        + " ms\n"
        + exchange.answerHeaders()
        + "\n\n"
        + pretty(exchange.answer());
  }

  private static String pretty(String body) {
    JsonNode json = Json.read(body, new Problems());
    return json != null && json.isContainerNode() ? json.toPrettyString() : body;
  }
}
