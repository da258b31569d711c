package dev.nacre.workspace.record;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import dev.nacre.record.Form;
import dev.nacre.record.past.Snapshot;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import java.util.Set;

/**
 * A checksum from a sheet: which version it is of, whether that holds, how its values came about.
 */
@Route(value = "app/:app/check/:form", layout = MainLayout.class)
public final class CheckView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final int LONGEST = 120;

  private final Workspaces workspaces;
  private final PastScreens past;
  private final Anchor up = new Anchor();
  private final ScreenHeader head = new ScreenHeader();
  private final TextField checksum = new TextField();
  private final Div answer = new Div();
  private String address = "";

  CheckView(Workspaces workspaces, PastScreens past) {
    this.workspaces = workspaces;
    this.past = past;
    addClassNames("nacre-screen", "nacre-check");
    up.addClassName("up");
    head.title(getTranslation("past.check"));
    head.about(getTranslation("past.check.hint"));
    checksum.setLabel(getTranslation("past.checksum"));
    checksum.setMaxLength(LONGEST);
    checksum.setClearButtonVisible(true);
    checksum.setId("checksum");
    var check = new Button(getTranslation("past.check.now"), click -> go());
    check.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    check.setId("check-now");
    checksum.addKeyPressListener(Key.ENTER, press -> go());
    var bar = new Div(checksum, check);
    bar.addClassName("bar");
    answer.getElement().setAttribute("aria-live", "polite");
    answer.addClassName("answer");
    add(up, head, bar, answer);
  }

  private void go() {
    UI.getCurrent().navigate(address, QueryParameters.of("checksum", checksum.getValue().strip()));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    OpenApp app = workspaces.open(event.getRouteParameters().get("app").orElse(""));
    Form form = app.forms().get(event.getRouteParameters().get("form").orElse(""));
    address = Addresses.check(app.address(), form.id());
    up.setText(app.title(form));
    up.setHref(Addresses.list(app.address(), form.id()));
    answer.removeAll();
    String given =
        event.getLocation().getQueryParameters().getSingleParameter("checksum").orElse("");
    checksum.setValue(given);
    if (given.isBlank()) {
      return;
    }
    try {
      show(app.address(), form.id(), past.past().find(app.forms(), form.id(), given, app.who()));
    } catch (NacreException e) {
      var problem = new Paragraph(Wording.of(e.problems().getFirst(), getLocale()));
      problem.addClassName("problem");
      answer.add(problem);
    }
  }

  private void show(String appAddress, String formId, Snapshot found) {
    OpenApp app = workspaces.open(appAddress, formId, found.record());
    Form form = app.forms().get(formId);
    var words = new ChangeWords(app, form);
    var open =
        new Button(
            getTranslation(found.valid() ? "past.open" : "past.newest"),
            click ->
                UI.getCurrent().navigate(Addresses.record(appAddress, formId, found.record())));
    var banner = new PastBanner(found, past.called(found.version(), app, words));
    if (!found.deleted()) {
      banner.with(open);
    }
    var read = new RecordRead(app, form, found.values(), Set.of());
    read.setClassName("nacre-past", !found.valid());
    answer.add(
        banner,
        new CalculationBox(
            app,
            past.past()
                .calculation(
                    app.forms(), formId, found.record(), found.version().number(), app.who())),
        read);
  }

  @Override
  public String getPageTitle() {
    return getTranslation("past.check") + " · Nacre";
  }
}
