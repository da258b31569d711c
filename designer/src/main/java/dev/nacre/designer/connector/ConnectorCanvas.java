package dev.nacre.designer.connector;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.connector.PollState;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.NewConnector;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Problem;
import java.util.List;

/** A connector on the bench: its secrets, a call to try, and the mapping of what came. */
public final class ConnectorCanvas extends Div {
  private final Desk desk;
  private final Capture capture;
  private final Div polls = new Div();
  private final SecretsBar secrets;
  private final TryPanel attempt;
  private final MappingPanel mapping;
  private String drawn = "";
  private List<Problem> told = List.of();

  /** The canvas of that desk. */
  public ConnectorCanvas(Desk desk) {
    this.desk = desk;
    this.capture = new Capture(desk);
    this.secrets = new SecretsBar(desk);
    this.attempt = new TryPanel(desk, capture, this::draw);
    this.mapping = new MappingPanel(desk, capture, this::draw);
    addClassNames("nd-canvas", "nd-connector");
    polls.addClassName("nd-polls");
    var operation =
        new Button(desk.text("connector.operation.add"), VaadinIcon.PLUS.create(), click -> add());
    operation.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    operation.getElement().setAttribute("data-action", "add-operation");
    add(polls, secrets, attempt, operation, mapping);
    desk.listen(event -> happened());
    happened();
  }

  private void add() {
    desk.editJson(json -> NewConnector.addOperation(desk, json));
  }

  private void happened() {
    if (!desk.on("connectors")) {
      return;
    }
    String now = desk.path() + desk.session().files().text(desk.path()).orElse("");
    List<Problem> wrong = desk.session().problems(desk.path());
    if (now.equals(drawn) && wrong.equals(told)) {
      return;
    }
    told = wrong;
    if (now.equals(drawn)) {
      // a check ends in the background, where nobody is signed in: only what is known is drawn
      mapping.draw();
      return;
    }
    drawn = now;
    capture.follow();
    capture.map();
    draw();
  }

  private void draw() {
    secrets.draw();
    attempt.draw();
    mapping.draw();
    polls.removeAll();
    String id = desk.path().replaceAll("^connectors/|\\.json$", "");
    for (PollState state : desk.surroundings().partners().polls(id)) {
      String text =
          state.problem() == null
              ? desk.text("connector.poll.fine", state.operation(), state.fetched(), moment(state))
              : desk.text("connector.poll.wrong", state.operation())
                  + Wording.of(state.problem(), desk.locale());
      var line = new Div(new Span(text));
      line.addClassName(state.problem() == null ? "nd-muted" : "nd-error");
      polls.add(line);
    }
  }

  private String moment(PollState state) {
    return state.finishedAt() == null
        ? "–"
        : java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")
            .format(state.finishedAt().atZone(desk.context().zone()));
  }
}
