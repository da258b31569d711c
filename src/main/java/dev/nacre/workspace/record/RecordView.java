package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Form;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.hold.HoldViews;
import dev.nacre.record.past.Snapshot;
import dev.nacre.security.Permissions.Action;
import dev.nacre.workflow.InstanceActs;
import dev.nacre.workflow.InstanceEngine;
import dev.nacre.workflow.InstanceQuery;
import dev.nacre.workflow.RecordTimeline;
import dev.nacre.workflow.TaskEngine;
import dev.nacre.workflow.TaskQuery;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import dev.nacre.workspace.Pulse;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One record: what it says, what waits for a decision, and what happened to it. */
@Route(value = "app/:app/record/:form/:id", layout = MainLayout.class)
public final class RecordView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final Duration EVERY = Duration.ofSeconds(4);

  private final Workspaces workspaces;
  private final RecordEngine records;
  private final RecordTimeline timeline;
  private final InstanceEngine instances;
  private final InstanceActs acts;
  private final TaskEngine tasks;
  private final People people;
  private final RecordActions actions;
  private final PastScreens past;
  private final HoldViews holds;
  private final Anchor up = new Anchor();
  private final ScreenHeader head = new ScreenHeader();
  private final Div read = new Div();
  private final Div side = new Div();
  private Optional<Shown> shown = Optional.empty();
  private String title = "";

  /** What is on the screen, to see whether it is still so. */
  private record Shown(OpenApp app, Form form, UUID id, String mark) {}

  RecordView(
      Workspaces workspaces,
      RecordEngine records,
      RecordTimeline timeline,
      InstanceEngine instances,
      InstanceActs acts,
      TaskEngine tasks,
      People people,
      RecordActions actions,
      PastScreens past,
      HoldViews holds,
      Pulse pulse) {
    this.workspaces = workspaces;
    this.records = records;
    this.timeline = timeline;
    this.instances = instances;
    this.acts = acts;
    this.tasks = tasks;
    this.people = people;
    this.actions = actions;
    this.past = past;
    this.holds = holds;
    addClassNames("nacre-screen", "nacre-record");
    up.addClassName("up");
    side.addClassName("side");
    read.addClassName("main");
    var body = new Div(read, side);
    body.addClassName("body");
    add(up, head, body);
    pulse.watch(this, EVERY, this::mark, this::refresh);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    String address = event.getRouteParameters().get("app").orElse("");
    String formId = event.getRouteParameters().get("form").orElse("");
    String id = event.getRouteParameters().get("id").orElse("");
    OpenApp app =
        Ids.read(id)
            .map(uuid -> workspaces.open(address, formId, uuid))
            .orElseGet(() -> workspaces.open(address));
    Form form = app.forms().get(formId);
    Optional<Snapshot> asked =
        version(event)
            .flatMap(
                number ->
                    Ids.read(id)
                        .map(
                            uuid ->
                                past.past()
                                    .snapshot(app.forms(), form.id(), uuid, number, app.who())));
    if (asked.isPresent() && !asked.get().valid()) {
      old(app, form, asked.get());
      return;
    }
    UUID uuid =
        Ids.read(id).orElseThrow(() -> new NotFoundException(Problem.at("", "record_unknown", id)));
    StoredRecord record = find(app, form, uuid).orElse(null);
    if (record == null) {
      // deleted, or nothing that this person may know of
      long newest = past.past().newest(app.forms(), form.id(), uuid, app.who());
      old(app, form, past.past().snapshot(app.forms(), form.id(), uuid, newest, app.who()));
      return;
    }
    show(app, form, record);
    asked.ifPresent(snapshot -> read.addComponentAsFirst(banner(app, form, snapshot)));
  }

  /** The version that the address asks for, as the code on a printed sheet does. */
  private static Optional<Long> version(BeforeEnterEvent event) {
    return event
        .getLocation()
        .getQueryParameters()
        .getSingleParameter("version")
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(Long::valueOf);
  }

  private PastBanner banner(OpenApp app, Form form, Snapshot snapshot) {
    return new PastBanner(
        snapshot, past.called(snapshot.version(), app, new ChangeWords(app, form)));
  }

  /** A version that doesn't hold any more: grey, and nothing can be done by it. */
  private void old(OpenApp app, Form form, Snapshot snapshot) {
    shown = Optional.empty();
    ObjectNode json = snapshot.values();
    title = app.context().links().title(form.id(), json);
    up.setText(app.title(form));
    up.setHref(Addresses.list(app.address(), form.id()));
    head.title(title);
    head.beside();
    head.about("");
    head.actions();
    var goes = new RecordGoes(app, form, snapshot.record(), past, this::open);
    PastBanner banner = banner(app, form, snapshot);
    if (!snapshot.deleted()) {
      var newest =
          new Button(getTranslation("past.newest"), click -> open(app, form, snapshot.record()));
      newest.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
      newest.setId("newest-version");
      banner.with(newest);
    }
    if (snapshot.version().number() != snapshot.newest()) {
      banner.with(
          new Button(
              getTranslation("past.compare.newest"),
              click -> goes.compare(snapshot.version().number(), snapshot.newest())));
    }
    var back = goes.back();
    if (back != null) {
      var restore =
          new Button(
              getTranslation("past.restore"), click -> back.accept(snapshot.version().number()));
      restore.setId("restore-version");
      banner.with(restore);
    }
    read.removeAll();
    var then = new RecordRead(app, form, json, Set.of());
    then.addClassName("nacre-past");
    read.add(banner, then);
    side.removeAll();
    side.add(new Timeline(app, form, snapshot.record(), timeline, people, goes));
  }

  private void open(OpenApp app, Form form, UUID id) {
    UI.getCurrent().navigate(Addresses.record(app.address(), form.id(), id));
  }

  private Optional<StoredRecord> find(OpenApp app, Form form, UUID id) {
    return records.find(app.forms(), form.id(), id, links(form), app.who());
  }

  private static Set<String> links(Form form) {
    return form.fields().stream()
        .filter(field -> field.linked() != null)
        .map(field -> field.id())
        .collect(Collectors.toUnmodifiableSet());
  }

  private void show(OpenApp app, Form form, StoredRecord record) {
    ObjectNode json = records.json(app.forms(), record, links(form), app.who());
    title = app.context().links().title(form.id(), json);
    up.setText(app.title(form));
    up.setHref(Addresses.list(app.address(), form.id()));
    head.title(title);
    head.beside(state(app, form, json));
    head.about(
        getTranslation(
            "record.version",
            record.version(),
            people.actor(json.path("updatedBy").asText(), app)));
    head.actions(buttons(app, form, record));
    Set<String> hidden =
        records
            .preview(
                app.forms(),
                form.id(),
                Optional.of(record.id()),
                Json.MAPPER.createObjectNode(),
                app.who())
            .hidden();
    read.removeAll();
    read.add(new RecordRead(app, form, json, hidden));
    // read before what is drawn: a change in between is then drawn once more, and never missed
    String mark = mark(app, form, record);
    side.removeAll();
    tasks
        .list(app.forms(), TaskQuery.all().about(record.id()), app.who())
        .tasks()
        .forEach(
            task ->
                side.add(
                    new DecisionPanel(
                        app, task, tasks, acts, people, now -> reload(app, form, record.id()))));
    side.add(new HoldsBox(app, form, record.id(), holds));
    side.add(new BackReferences(app, form, record.id(), records));
    side.add(
        new Timeline(
            app,
            form,
            record.id(),
            timeline,
            people,
            new RecordGoes(app, form, record.id(), past, this::reload)));
    shown = Optional.of(new Shown(app, form, record.id(), mark));
  }

  private Component[] state(OpenApp app, Form form, ObjectNode json) {
    var states = form.definition().states();
    return Optional.ofNullable(states)
        .flatMap(s -> app.field(form, s.field()))
        .map(field -> new Component[] {field.show(json.path(field.id()), app.context())})
        .orElse(new Component[0]);
  }

  private Component[] buttons(OpenApp app, Form form, StoredRecord record) {
    var buttons =
        new ArrayList<Component>(
            actions.buttons(app, form, record, () -> reload(app, form, record.id())));
    if (app.may(Action.UPDATE, form.id())) {
      var edit =
          new Button(
              getTranslation("record.edit_it"),
              click ->
                  UI.getCurrent()
                      .navigate("app/" + app.address() + "/edit/" + form.id() + "/" + record.id()));
      edit.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
      edit.setId("edit-record");
      buttons.add(edit);
    }
    buttons.add(actions.menu(app, form, record, () -> reload(app, form, record.id())));
    return buttons.toArray(Component[]::new);
  }

  private void reload(OpenApp app, Form form, UUID id) {
    find(app, form, id)
        .ifPresentOrElse(
            record -> show(app, form, record),
            () -> UI.getCurrent().navigate(Addresses.list(app.address(), form.id())));
  }

  private String mark() {
    return shown
        .flatMap(s -> find(s.app(), s.form(), s.id()).map(now -> mark(s.app(), s.form(), now)))
        .orElse("");
  }

  /** Changes whenever something on the screen would. */
  private String mark(OpenApp app, Form form, StoredRecord record) {
    Stream<String> open =
        tasks.list(app.forms(), TaskQuery.all().about(record.id()), app.who()).tasks().stream()
            .map(task -> task.id().toString());
    Stream<String> running =
        instances
            .list(app.forms(), InstanceQuery.about(form.id(), record.id()), app.who())
            .instances()
            .stream()
            .map(instance -> instance.id() + " " + instance.updatedAt());
    return Stream.concat(open, running)
        .collect(Collectors.joining(",", record.version() + ":", ""));
  }

  private void refresh(String now) {
    shown
        .filter(s -> !s.mark().equals(now) && !now.isEmpty())
        .ifPresent(s -> reload(s.app(), s.form(), s.id()));
  }

  @Override
  public String getPageTitle() {
    return title + " · Nacre";
  }
}
