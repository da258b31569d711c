package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.html.Div;
import dev.nacre.app.CompiledApp;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Asked;
import dev.nacre.record.RecordEngine;
import dev.nacre.workspace.OpenApp;
import java.util.List;
import java.util.Optional;

/** Fields that a person is asked for although no record keeps them, to be filled. */
public final class AskedForm extends Div {
  private static final String INPUT = "/input";

  private final RecordForm filled;

  /**
   * A form.
   *
   * @param begin what the fields begin with
   */
  public AskedForm(OpenApp app, RecordEngine records, Asked asked, ObjectNode begin) {
    CompiledApp own = app.app();
    var compiled =
        new CompiledApp(
            own.documents(), asked.forms(), own.workflows(), own.connectors(), own.dashboards());
    var filling = new OpenApp(app.address(), compiled, app.who(), app.context(), app.renderers());
    filled = new RecordForm(filling, asked.form(), records, Optional.empty(), begin);
    addClassName("nacre-asked");
    add(filled);
  }

  /** What the person wrote, and what wasn't touched of what the fields began with. */
  public ObjectNode data() {
    return filled.data();
  }

  /** Is called whenever the person has written something. */
  public void onChange(Runnable listener) {
    filled.onChange(listener);
  }

  /** Shows why it wasn't taken, at the fields where that can be said. */
  public void refused(List<Problem> problems) {
    filled.refused(problems.stream().map(AskedForm::atField).toList());
  }

  private static Problem atField(Problem problem) {
    return problem.pointer().startsWith(INPUT + "/")
        ? new Problem(
            problem.file(),
            problem.pointer().substring(INPUT.length()),
            problem.code(),
            problem.args())
        : problem;
  }

  /** Puts the cursor into the first field. */
  public void focusFirst() {
    filled.focusFirst();
  }
}
