package dev.nacre.workspace.traffic;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.nacre.connector.ConnectorRegistry;
import dev.nacre.connector.ConsentAddresses;
import dev.nacre.connector.ConsentEngine;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.shell.EmptyState;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;

/**
 * Where somebody goes to a service's page from to give leave, and where that page leads back to.
 */
@Route(value = "connect/:app/:connector", layout = MainLayout.class)
public final class ConnectView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  /** What a service says may be long, and is somebody else's text. */
  private static final int LONGEST = 300;

  private final Workspaces workspaces;
  private final ConnectorRegistry connectors;
  private final ConsentEngine consents;
  private final ConsentAddresses addresses;
  private final ScreenHeader head = new ScreenHeader();

  ConnectView(
      Workspaces workspaces,
      ConnectorRegistry connectors,
      ConsentEngine consents,
      ConsentAddresses addresses) {
    this.workspaces = workspaces;
    this.connectors = connectors;
    this.consents = consents;
    this.addresses = addresses;
    addClassNames("nacre-screen", "nacre-connect");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    String address = event.getRouteParameters().get("app").orElse("");
    String connector = event.getRouteParameters().get("connector").orElse("");
    OpenApp app = workspaces.open(address);
    QueryParameters said = event.getLocation().getQueryParameters();
    removeAll();
    head.title(getTranslation("connect.title", name(app, connector)));
    add(head);
    boolean back =
        said.getSingleParameter("code").isPresent() || said.getSingleParameter("error").isPresent();
    try {
      add(back ? taken(app, connector, said) : asked(app, connector));
    } catch (NacreException refused) {
      add(refused(app, connector, refused.problems().getFirst(), back));
    }
    if (back) {
      // a code is good once: whoever loads the page again begins anew
      UI.getCurrent()
          .getPage()
          .getHistory()
          .replaceState(null, Addresses.connect(app.address(), connector));
    }
  }

  private Component asked(OpenApp app, String connector) {
    String page = consents.page(app.address(), connector, app.who());
    var go =
        new Button(
            getTranslation("connect.go"),
            VaadinIcon.EXTERNAL_LINK.create(),
            click -> UI.getCurrent().getPage().setLocation(page));
    go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    go.getElement().setAttribute("data-action", "go");
    var back = new Code(addresses.back(app.address(), connector));
    var card =
        new Div(
            new Paragraph(getTranslation("connect.help")),
            new Paragraph(getTranslation("connect.address")),
            back,
            actions(go, connections(app)));
    card.addClassName("nacre-entry");
    return card;
  }

  private Component taken(OpenApp app, String connector, QueryParameters said) {
    String state = said.getSingleParameter("state").orElse(null);
    if (said.getSingleParameter("error").isPresent()) {
      consents.mine(app.address(), connector, app.who(), state);
      String words =
          said.getSingleParameter("error_description")
              .orElseGet(() -> said.getSingleParameter("error").orElse(""));
      String some = words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
      return refused(app, connector, Problem.at("", "connect_refused", connector, some), true);
    }
    consents.take(
        app.address(),
        connector,
        app.who(),
        new ConsentEngine.Given(said.getSingleParameter("code").orElse(null), state));
    return new EmptyState(
        VaadinIcon.CHECK_CIRCLE,
        getTranslation("connect.done", name(app, connector)),
        getTranslation("connect.done.hint"),
        connections(app));
  }

  private Component refused(OpenApp app, String connector, Problem problem, boolean back) {
    var words = new Div();
    words.addClassName("hint");
    words.setText(problem.hint(getLocale()));
    var actions = actions();
    if (back) {
      var again =
          new Button(
              getTranslation("connect.retry"),
              click ->
                  UI.getCurrent()
                      .getPage()
                      .setLocation(Addresses.connect(app.address(), connector)));
      again.getElement().setAttribute("data-action", "retry");
      actions.add(again);
    }
    actions.add(connections(app));
    return new EmptyState(
        VaadinIcon.WARNING,
        getTranslation("connect.failed", name(app, connector)),
        problem.message(getLocale()),
        words,
        actions);
  }

  private static Div actions(Component... parts) {
    var actions = new Div(parts);
    actions.addClassName("actions");
    return actions;
  }

  /** As people call it. */
  private String name(OpenApp app, String connector) {
    return connectors
        .find(app.address(), connector)
        .map(known -> known.definition().title().in(getLocale()))
        .orElse(connector);
  }

  private Anchor connections(OpenApp app) {
    return new Anchor(
        Addresses.traffic(app.address(), "connections"), getTranslation("connect.connections"));
  }

  @Override
  public String getPageTitle() {
    return getTranslation("traffic.title") + " · Nacre";
  }
}
