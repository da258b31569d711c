package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.Wording;
import dev.nacre.record.Field;
import dev.nacre.record.ReplayEngine;
import dev.nacre.workspace.OpenApp;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * How computed values came about: name, formula, what went in, what came out; one after another.
 */
final class CalculationBox extends Div {
  private final OpenApp app;

  CalculationBox(OpenApp app, List<ReplayEngine.Step> steps) {
    this.app = app;
    addClassNames("nacre-panel", "nacre-calculation");
    add(new H2(getTranslation("past.calculation")));
    int number = 1;
    for (ReplayEngine.Step step : steps) {
      add(show(number++, step));
    }
    setVisible(!steps.isEmpty());
  }

  private Component show(int number, ReplayEngine.Step step) {
    var count = new Span(String.valueOf(number));
    count.addClassName("count");
    var name = new Span(name(step));
    name.addClassName("name");
    var formula = new Span("= " + step.formula());
    formula.addClassName("formula");
    String read =
        step.inputs().stream()
            .map(this::input)
            .collect(Collectors.joining(getTranslation("render.comma")));
    var inputs = new Span(read);
    inputs.addClassName("nacre-quiet");
    var result = new Span(text(step.field(), step.recorded()));
    result.addClassName("result");
    var body = new Div(new Div(name, formula), inputs);
    body.addClassName("body");
    var row = new Div(count, body, result);
    row.addClassName("step");
    row.getElement().setAttribute("data-field", step.field().id());
    if (!step.agrees()) {
      row.addClassName("differs");
      String why =
          step.problems().isEmpty()
              ? getTranslation("past.now_gives", text(step.field(), step.result()))
              : Wording.of(step.problems().getFirst(), getLocale());
      body.add(new Span(why));
    }
    return row;
  }

  private String name(ReplayEngine.Step step) {
    String own = step.field().definition().title().in(getLocale());
    return step.table() == null
        ? own
        : getTranslation(
            "past.line", step.table().definition().title().in(getLocale()), step.line() + 1, own);
  }

  private String input(ReplayEngine.Input input) {
    String value =
        input.value() instanceof ArrayNode several
            ? StreamSupport.stream(several.spliterator(), false)
                .map(one -> text(input.field(), one))
                .collect(Collectors.joining(" + ", "(", ")"))
            : text(input.field(), input.value());
    return input.name() + " = " + value + (input.elsewhere() ? "*" : "");
  }

  private String text(@Nullable Field field, JsonNode value) {
    if (value.isNull() || field == null) {
      return "–";
    }
    return app.renderers().of(field.shown()).text(value, app.context());
  }
}
