package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Form;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.NoteDialog;
import dev.nacre.workspace.shell.ScreenHeader;
import dev.nacre.workspace.shell.Toast;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Fills a new record, or changes one. */
@Route(value = "app/:app/new/:form", layout = MainLayout.class)
@RouteAlias(value = "app/:app/edit/:form/:id", layout = MainLayout.class)
public final class EditView extends Div
    implements BeforeEnterObserver, BeforeLeaveObserver, HasDynamicTitle {
  private final Workspaces workspaces;
  private final RecordEngine records;
  private final Conflicts conflicts;
  private final ScreenHeader head = new ScreenHeader();
  private final Div body = new Div();
  private @Nullable RecordForm filled;
  private boolean done;
  private ObjectNode given = Json.MAPPER.createObjectNode();
  private String title = "";

  EditView(Workspaces workspaces, RecordEngine records, Conflicts conflicts) {
    this.workspaces = workspaces;
    this.records = records;
    this.conflicts = conflicts;
    addClassNames("nacre-screen", "nacre-edit");
    body.addClassName("body");
    add(head, body);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    String address = event.getRouteParameters().get("app").orElse("");
    String formId = event.getRouteParameters().get("form").orElse("");
    OpenApp app =
        event
            .getRouteParameters()
            .get("id")
            .flatMap(Ids::read)
            .map(uuid -> workspaces.open(address, formId, uuid))
            .orElseGet(() -> workspaces.open(address));
    Form form = app.forms().get(formId);
    Optional<StoredRecord> record =
        event.getRouteParameters().get("id").map(id -> find(app, form, id));
    given = record.isPresent() ? Json.MAPPER.createObjectNode() : given(app, form, event);
    show(app, form, record);
  }

  /** What the address says of a new record: which ones it links to. */
  private static ObjectNode given(OpenApp app, Form form, BeforeEnterEvent event) {
    ObjectNode given = Json.MAPPER.createObjectNode();
    event
        .getLocation()
        .getQueryParameters()
        .getParameters()
        .forEach(
            (name, values) ->
                form.field(name)
                    .filter(field -> field.linked() != null && field.many() == null)
                    .filter(field -> !field.computed())
                    .filter(field -> !app.access(form.id()).hidden().contains(name))
                    .flatMap(field -> values.stream().findFirst().flatMap(Ids::read))
                    .ifPresent(id -> given.put(name, id.toString())));
    return given;
  }

  private StoredRecord find(OpenApp app, Form form, String id) {
    return Ids.read(id)
        .flatMap(uuid -> records.find(app.forms(), form.id(), uuid, Set.of(), app.who()))
        .orElseThrow(() -> new NotFoundException(Problem.at("", "record_unknown", id)));
  }

  private void show(OpenApp app, Form form, Optional<StoredRecord> record) {
    ObjectNode before = record.map(r -> records.json(app.forms(), r, app.who())).orElse(given);
    var edited = new RecordForm(app, form, records, record, before);
    filled = edited;
    title =
        record
            .map(r -> getTranslation("record.edit", app.context().links().title(form.id(), before)))
            .orElseGet(() -> getTranslation("list.new", app.title(form)));
    head.title(title);
    var save = new Button(getTranslation("record.save"), click -> save(app, form, edited, record));
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setDisableOnClick(true);
    save.setId("save-record");
    save.addClickShortcut(Key.KEY_S, KeyModifier.CONTROL)
        // what is being typed counts
        .resetFocusOnActiveElement()
        .setBrowserDefaultAllowed(false);
    save.setTooltipText("Ctrl+S");
    var cancel = new Button(getTranslation("record.cancel"), click -> back(app, form, record));
    cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    var foot = new Div(save, cancel);
    foot.addClassName("nacre-foot");
    body.removeAll();
    body.add(edited, foot);
    edited.focusFirst();
  }

  private static void back(OpenApp app, Form form, Optional<StoredRecord> record) {
    UI.getCurrent()
        .navigate(
            record
                .map(r -> Addresses.record(app.address(), form.id(), r.id()))
                .orElseGet(() -> Addresses.list(app.address(), form.id())));
  }

  private void save(OpenApp app, Form form, RecordForm edited, Optional<StoredRecord> record) {
    write(app, form, edited, edited.data(), record, record.map(StoredRecord::version), null);
  }

  private void write(
      OpenApp app,
      Form form,
      RecordForm edited,
      ObjectNode data,
      Optional<StoredRecord> record,
      Optional<Long> version,
      @Nullable String note) {
    Change change =
        record
            .map(known -> Change.update(known.id(), version.orElse(null), data))
            .orElseGet(() -> Change.create(data))
            .noting(note);
    Batch batch = Batch.one(form.id(), change, app.who(), Origin.of(Origin.Kind.SCREEN));
    Outcome outcome = records.write(app.forms(), batch).getFirst();
    enableSave();
    if (outcome.status() == Outcome.Status.CONFLICT && record.isPresent()) {
      conflicts.ask(
          app,
          form,
          record.get(),
          data,
          () -> reload(app, form, record.get().id()),
          (current, without) ->
              write(
                  app,
                  form,
                  edited,
                  data.deepCopy().remove(without),
                  record,
                  Optional.of(current),
                  note));
    } else if (NoteDialog.wanted(outcome)) {
      NoteDialog.ask(why -> write(app, form, edited, data, record, version, why));
    } else if (outcome.failed()) {
      edited.refused(outcome.problems());
      Toast.failed(getTranslation("record.not_saved"));
    } else if (outcome.id() != null) {
      done = true;
      Toast.done(getTranslation("record.saved"));
      UI.getCurrent().navigate(Addresses.record(app.address(), form.id(), outcome.id()));
    }
  }

  private void reload(OpenApp app, Form form, UUID id) {
    show(app, form, Optional.of(find(app, form, id.toString())));
  }

  private void enableSave() {
    body.getChildren()
        .flatMap(c -> c.getChildren())
        .filter(c -> c.getId().filter("save-record"::equals).isPresent())
        .forEach(c -> ((Button) c).setEnabled(true));
  }

  @Override
  public void beforeLeave(BeforeLeaveEvent event) {
    if (done || filled == null || !filled.dirty()) {
      return;
    }
    BeforeLeaveEvent.ContinueNavigationAction leave = event.postpone();
    LeaveQuestion.ask(leave::proceed, leave::cancel);
  }

  @Override
  public String getPageTitle() {
    return title + " · Nacre";
  }
}
