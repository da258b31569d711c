package dev.nacre.workspace.traffic;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.connector.Compared;
import dev.nacre.connector.Connection;
import dev.nacre.connector.Connection.NamedSecret;
import dev.nacre.connector.Connections;
import dev.nacre.connector.PollEngine;
import dev.nacre.connector.PollState;
import dev.nacre.designer.render.Formats;
import dev.nacre.designer.render.Wording;
import dev.nacre.event.PaceState;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.security.Secrets;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import dev.nacre.workspace.shell.EmptyState;
import dev.nacre.workspace.shell.Toast;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every connector of an app: whether it works, what it lacks, and the ways to help it. */
final class ConnectionsPane extends Div {
  private static final Instant NEVER = Instant.parse("9000-01-01T00:00:00Z");

  private final OpenApp app;
  private final Parts parts;
  private List<Connection> shown = List.of();

  /** What it asks and does it with. */
  record Parts(Connections connections, PollEngine polls, Secrets secrets, People people) {}

  ConnectionsPane(OpenApp app, Parts parts) {
    this.app = app;
    this.parts = parts;
    addClassName("nacre-connections");
  }

  /** As they are now. */
  List<Connection> ask() {
    return parts.connections().of(app.address());
  }

  void show(List<Connection> connections) {
    if (connections.equals(shown)) {
      return; // a button isn't taken from under somebody's finger
    }
    shown = connections;
    removeAll();
    if (connections.isEmpty()) {
      add(
          new EmptyState(
              VaadinIcon.CONNECT,
              getTranslation("connections.none"),
              getTranslation("connections.none.hint")));
    }
    connections.forEach(connection -> add(card(connection)));
  }

  private Component card(Connection connection) {
    var name = new H2(connection.name().in(getLocale()));
    var kind = new Span(getTranslation("connections.kind." + connection.kind()));
    kind.addClassName("nacre-quiet");
    var state = new Span(getTranslation("connections.state." + connection.state().id()));
    state.addClassNames("state", connection.state().id());
    var head = new Div(name, kind, state);
    head.addClassName("head");
    var card = new Div(head);
    card.addClassName("nacre-entry");
    card.getElement().setAttribute("data-connection", connection.id());
    for (Problem problem : connection.problems()) {
      // what to do about what is missing stands below, as buttons
      boolean resting = connection.state() == Connection.State.RESTING;
      var cause =
          new Paragraph(resting ? problem.message(getLocale()) : Wording.of(problem, getLocale()));
      cause.addClassNames("cause", connection.state().id());
      card.add(cause);
    }
    PaceState.Stop stop = connection.pace().stop();
    if (stop != null) {
      String who = parts.people().name(stop.by(), getLocale());
      var paused = new Paragraph(getTranslation("connections.paused", who, moment(stop.at())));
      paused.addClassNames("cause", "resting");
      card.add(paused);
    }
    if (connection.state() != Connection.State.RESTING) {
      connection.polls().forEach(poll -> card.add(poll(poll)));
      connection.totals().stream()
          .collect(Collectors.groupingBy(Compared::ingest, TreeMap::new, Collectors.toList()))
          .values()
          .forEach(all -> card.add(new TotalsStrip(all, app.forms().zone())));
    }
    card.add(actions(connection));
    return card;
  }

  private Component poll(PollState poll) {
    String last =
        poll.running()
            ? getTranslation("connections.poll.running")
            : poll.finishedAt() == null
                ? getTranslation("connections.poll.never")
                : getTranslation(
                    "connections.poll.last", moment(poll.finishedAt()), poll.fetched());
    String next =
        poll.dueAt().isAfter(NEVER)
            ? ""
            : " " + getTranslation("connections.poll.next", moment(poll.dueAt()));
    var line = new Paragraph(poll.operation() + ": " + last + reached(poll) + next);
    line.addClassName("nacre-quiet");
    return line;
  }

  /** How far it got, while it has more to catch up with than the last window. */
  private String reached(PollState poll) {
    Instant since = poll.since();
    return since == null
        ? ""
        : " "
            + getTranslation("connections.poll.reached", Formats.moment(since, app.forms().zone()));
  }

  private String moment(Instant when) {
    return Formats.exact(when, app.forms().zone());
  }

  private Component actions(Connection connection) {
    var actions = new Div();
    actions.addClassName("actions");
    for (NamedSecret secret : connection.secrets()) {
      actions.add(secret(secret));
    }
    if (connection.connected() != null) {
      actions.add(connect(connection, connection.connected()));
    }
    if (!connection.polls().isEmpty()
        && connection.state() != Connection.State.RESTING
        && connection.state() != Connection.State.PAUSED) {
      var now =
          new Button(
              getTranslation("connections.poll.now"),
              VaadinIcon.DOWNLOAD_ALT.create(),
              click -> poll(connection));
      now.addThemeVariants(ButtonVariant.LUMO_SMALL);
      now.getElement().setAttribute("data-action", "poll-now");
      actions.add(now);
    }
    if (connection.pausable() || connection.pace().stop() != null) {
      actions.add(pause(connection));
    }
    var design =
        new Anchor(
            "designer/" + app.address() + "/connectors/" + connection.id() + ".json",
            getTranslation("connections.design"));
    design.addClassName("design");
    actions.add(design);
    return actions;
  }

  private Component connect(Connection connection, boolean connected) {
    var button =
        new Button(
            getTranslation(connected ? "connect.again" : "connect.now"),
            VaadinIcon.CONNECT.create(),
            click -> UI.getCurrent().navigate(Addresses.connect(app.address(), connection.id())));
    button.addThemeVariants(
        ButtonVariant.LUMO_SMALL,
        connected ? ButtonVariant.LUMO_TERTIARY : ButtonVariant.LUMO_PRIMARY);
    button.getElement().setAttribute("data-action", "connect");
    return button;
  }

  private Component pause(Connection connection) {
    boolean paused = connection.pace().stop() != null;
    var button =
        new Button(
            getTranslation(paused ? "connections.resume" : "connections.pause"),
            (paused ? VaadinIcon.PLAY : VaadinIcon.PAUSE).create(),
            click -> {
              if (paused) {
                parts.connections().resume(app.address(), connection.id(), app.who());
              } else {
                parts.connections().pause(app.address(), connection.id(), app.who());
              }
              show(ask());
            });
    button.addThemeVariants(
        ButtonVariant.LUMO_SMALL,
        paused ? ButtonVariant.LUMO_PRIMARY : ButtonVariant.LUMO_TERTIARY);
    button.getElement().setAttribute("data-action", paused ? "resume" : "pause");
    return button;
  }

  private Component secret(NamedSecret secret) {
    String words =
        getTranslation(
            secret.set() ? "connections.secret.set" : "connections.secret.open", secret.name());
    var button =
        new Button(
            words,
            (secret.set() ? VaadinIcon.KEY : VaadinIcon.WARNING).create(),
            click ->
                new SecretDialog(
                        secret.name(),
                        value -> {
                          parts.secrets().set(app.address(), secret.name(), value, app.who());
                          show(ask());
                        })
                    .open());
    button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    button.getElement().setAttribute("data-secret", secret.name());
    button.getElement().getClassList().set("open", !secret.set());
    return button;
  }

  private void poll(Connection connection) {
    try {
      if (!parts.connections().look(app.address(), connection.id())) {
        parts.polls().runNow(app.address(), connection.id(), app.who());
      }
      Toast.done(getTranslation("connections.poll.begun"));
    } catch (NacreException e) {
      Toast.failed(Wording.of(e.problems().getFirst(), getLocale()));
    }
    show(ask());
  }
}
