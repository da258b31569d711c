package dev.nacre.designer.inspector;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.function.UnaryOperator;

/** One of several: its inputs, what can be done with it, and what is wrong with it. */
final class Card extends Div {
  private final Span error = new Span();
  private UnaryOperator<List<Fault>> place = faults -> faults;

  Card(Div tools, Component... inputs) {
    addClassName("nd-card");
    tools.addClassName("nd-tools");
    error.addClassName("nd-error");
    add(inputs);
    add(error, tools);
  }

  /**
   * Lets inputs show what is wrong with them.
   *
   * @param inputs gives what none of them could show
   */
  Card placing(UnaryOperator<List<Fault>> inputs) {
    place = inputs;
    return this;
  }

  void wrong(List<Fault> faults) {
    error.setText(Fault.text(place.apply(faults)));
  }
}
