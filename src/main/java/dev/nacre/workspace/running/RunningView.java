package dev.nacre.workspace.running;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.security.ForbiddenException;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.InstanceActs;
import dev.nacre.workflow.InstanceCount;
import dev.nacre.workflow.InstanceEngine;
import dev.nacre.workflow.InstancePage;
import dev.nacre.workflow.MigrationEngine;
import dev.nacre.workflow.PausedWorkflow;
import dev.nacre.workflow.RecordTimeline;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import dev.nacre.workspace.Pulse;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.shell.EmptyState;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import dev.nacre.workspace.shell.Toast;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The workflows that run: how many stand where, the ones that are looked for, and one of them. */
@Route(value = "app/:app/running/:id?", layout = MainLayout.class)
public final class RunningView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final Duration EVERY = Duration.ofSeconds(4);
  private static final int PAGE = 50;

  private final Workspaces workspaces;
  private final InstancePanel.Engines engines;
  private final InstantSource clock;
  private final ScreenHeader head = new ScreenHeader();
  private final Div top = new Div();
  private final Div list = new Div();
  private final Div detail = new Div();
  private final Map<UUID, Instance> marked = new LinkedHashMap<>();
  private Optional<Shown> shown = Optional.empty();
  private @Nullable UUID chosen;
  private int wanted = PAGE;

  /** What is on the screen. */
  private record Shown(
      OpenApp app,
      RunningWords words,
      CountsBox counts,
      RunningFilter filter,
      RunningActions actions) {}

  /** What was found last. */
  private record Found(
      List<InstanceCount> counts, List<PausedWorkflow> paused, InstancePage page) {}

  private @Nullable Found last;
  private InstancePanel.@Nullable Seen detailed;

  RunningView(
      Workspaces workspaces,
      InstanceEngine instances,
      InstanceActs acts,
      MigrationEngine migrations,
      RecordTimeline timeline,
      People people,
      InstantSource clock,
      Pulse pulse) {
    this.workspaces = workspaces;
    this.engines = new InstancePanel.Engines(instances, acts, migrations, timeline, people);
    this.clock = clock;
    addClassNames("nacre-screen", "nacre-tasks", "nacre-running");
    head.title(getTranslation("running.title"));
    list.addClassName("list");
    detail.addClassName("detail");
    var body = new Div(list, detail);
    body.addClassName("body");
    top.addClassName("top");
    add(head, top, body);
    pulse.watch(this, EVERY, this::ask, this::refresh);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    OpenApp app = workspaces.open(event.getRouteParameters().get("app").orElse(""));
    if (!app.looksAfterWorkflows()) {
      throw new ForbiddenException(Problem.at("", "workflow_start_forbidden", ""));
    }
    chosen = event.getRouteParameters().get("id").flatMap(RunningView::id).orElse(null);
    if (shown.isEmpty() || !shown.get().app().address().equals(app.address())) {
      begin(app);
    }
    show(find());
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void begin(OpenApp app) {
    var words = new RunningWords(app, clock);
    var workflows = new TreeSet<String>();
    app.app().workflows().keySet().stream()
        .filter(
            id ->
                app.who().administrator() || app.forms().permissions().startWorkflow(id, app.who()))
        .forEach(workflows::add);
    var filter = new RunningFilter(words, workflows, this::anew);
    var counts =
        new CountsBox(
            words,
            new CountsBox.Goes() {
              @Override
              public void show(String workflow, @Nullable String state, @Nullable String step) {
                filter.choose(workflow, state, step);
              }

              @Override
              public void pause(String workflow, boolean pause) {
                pauseWhole(workflow, pause);
              }
            });
    var actions = new RunningActions(words, engines.acts(), this::anew);
    actions.addClassName("marked");
    shown = Optional.of(new Shown(app, words, counts, filter, actions));
    top.removeAll();
    top.add(counts, filter, actions);
  }

  private void pauseWhole(String workflow, boolean pause) {
    Shown on = shown.orElseThrow();
    String name = on.app().workflow(workflow);
    new ReasonDialog(
            on.words().say(pause ? "pause.whole" : "resume.whole", name),
            on.words().say(pause ? "pause.whole.what" : "resume.whole.what"),
            on.words().say(pause ? "pause" : "resume"),
            false,
            reason -> {
              try {
                int count =
                    pause
                        ? engines.acts().pause(on.app().forms(), workflow, reason, on.app().who())
                        : engines.acts().resume(on.app().forms(), workflow, reason, on.app().who());
                Toast.done(on.words().say(pause ? "done.pause" : "done.resume", count));
              } catch (NacreException e) {
                Toast.failed(Wording.of(e.problems().getFirst(), getLocale()));
              }
              anew();
            })
        .open();
  }

  private void anew() {
    marked.clear();
    wanted = PAGE;
    last = null;
    detailed = null;
    show(find());
  }

  private Found find() {
    Shown on = shown.orElseThrow();
    return new Found(
        engines.instances().counts(on.app().forms(), on.app().who()),
        engines.instances().paused(on.app().forms(), on.app().who()),
        engines
            .instances()
            .list(on.app().forms(), on.filter().query().page(wanted, null), on.app().who()));
  }

  private @Nullable Found ask() {
    return shown.isPresent() ? find() : null;
  }

  private void refresh(@Nullable Found found) {
    // nothing is taken from under a finger, or from among what is marked
    if (found != null && !found.equals(last) && marked.isEmpty()) {
      show(found);
    }
  }

  private void show(Found found) {
    last = found;
    Shown on = shown.orElseThrow();
    on.counts().show(found.counts(), found.paused());
    on.filter()
        .steps(
            found.counts().stream()
                .filter(
                    count ->
                        on.filter().workflow().isEmpty()
                            || count.workflow().equals(on.filter().workflow()))
                .map(InstanceCount::step)
                .filter(Objects::nonNull)
                .collect(java.util.stream.Collectors.toCollection(TreeSet::new)));
    long standing = found.counts().stream().mapToLong(InstanceCount::count).sum();
    head.about(getTranslation("running.count", standing));
    List<Instance> page = found.page().instances();
    on.actions().of(marked.values());
    list.removeAll();
    setClassName("nothing", page.isEmpty() && chosen == null);
    setClassName("chosen", chosen != null);
    if (page.isEmpty()) {
      list.add(
          new EmptyState(
              VaadinIcon.AUTOMATION,
              getTranslation("running.none"),
              getTranslation("running.none.hint")));
    } else {
      list.add(all(on, page));
      page.forEach(instance -> list.add(row(on, instance)));
    }
    if (found.page().next() != null) {
      var more =
          new Button(
              getTranslation("running.more"),
              click -> {
                wanted = Math.min(500, wanted + PAGE);
                show(find());
              });
      more.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
      list.add(more);
    }
    about(on, page);
  }

  private Component all(Shown on, List<Instance> page) {
    var all = new Checkbox(getTranslation("running.all", page.size()));
    all.setValue(!marked.isEmpty() && marked.size() == page.size());
    all.setId("running-all");
    all.addValueChangeListener(
        change -> {
          marked.clear();
          if (change.getValue()) {
            page.forEach(instance -> marked.put(instance.id(), instance));
          }
          on.actions().of(marked.values());
          list.getChildren()
              .flatMap(Component::getChildren)
              .filter(Checkbox.class::isInstance)
              .map(Checkbox.class::cast)
              .forEach(box -> box.setValue(change.getValue()));
        });
    return all;
  }

  private Component row(Shown on, Instance instance) {
    RunningWords words = on.words();
    var mark = new Checkbox();
    mark.setAriaLabel(words.say("mark"));
    mark.setValue(marked.containsKey(instance.id()));
    mark.addValueChangeListener(
        change -> {
          if (change.getValue()) {
            marked.put(instance.id(), instance);
          } else {
            marked.remove(instance.id());
          }
          on.actions().of(marked.values());
        });
    var title = new Span(on.app().workflow(instance.workflow()));
    title.addClassName("title");
    String step =
        instance.position().step().map(id -> words.step(instance.workflow(), id)).orElse("");
    String since =
        words.ago(instance.finishedAt() == null ? instance.since() : instance.finishedAt());
    var where = new Span(step.isEmpty() ? since : step + " · " + since);
    where.addClassName("due");
    var card =
        new NativeButton(
            "",
            click ->
                UI.getCurrent().navigate(Addresses.running(on.app().address(), instance.id())));
    card.add(title, words.state(instance));
    String about = words.about(instance);
    if (!about.isEmpty()) {
      var record = new Span(about);
      record.addClassName("about");
      card.add(record);
    }
    card.add(where);
    instance.problems().stream()
        .findFirst()
        .ifPresent(
            problem -> {
              var why = new Span(problem.message(getLocale()));
              why.addClassNames("due", "late");
              card.add(why);
            });
    card.addClassName("nacre-task");
    card.getElement().getClassList().set("child", instance.parent() != null);
    card.getElement().getClassList().set("shown", instance.id().equals(chosen));
    card.getElement().setAttribute("data-instance", instance.id().toString());
    var row = new Div(mark, card);
    row.addClassName("row");
    return row;
  }

  private void about(Shown on, List<Instance> page) {
    UUID id = chosen != null ? chosen : page.isEmpty() ? null : page.getFirst().id();
    if (id == null) {
      detailed = null;
      detail.removeAll();
      return;
    }
    try {
      InstancePanel.Seen seen = InstancePanel.read(on.words(), id, engines);
      // what somebody unfolded and reads stays while it would only be shown once more
      if (!seen.equals(detailed)) {
        head(on);
        detail.add(new InstancePanel(on.words(), seen, engines, this::anew));
        detailed = seen;
      }
    } catch (NacreException e) {
      detailed = null;
      head(on);
      detail.add(
          new EmptyState(
              VaadinIcon.AUTOMATION,
              getTranslation("running.unseen"),
              Wording.of(e.problems().getFirst(), getLocale())));
    }
  }

  private void head(Shown on) {
    detail.removeAll();
    var back =
        new Button(
            getTranslation("running.back"),
            VaadinIcon.ARROW_LEFT.create(),
            click -> UI.getCurrent().navigate(Addresses.running(on.app().address())));
    back.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    back.addClassName("back");
    detail.add(back);
  }

  @Override
  public String getPageTitle() {
    return getTranslation("running.title") + " · Nacre";
  }
}
