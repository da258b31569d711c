package dev.nacre.app;

import dev.nacre.connector.Connector;
import dev.nacre.connector.ConnectorRegistry;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Text;
import dev.nacre.record.BrokenVersionException;
import dev.nacre.record.ColumnLog;
import dev.nacre.record.ColumnStore;
import dev.nacre.record.Forms;
import dev.nacre.record.FormsRegistry;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.Routing;
import dev.nacre.record.Routings;
import dev.nacre.record.print.PrintRegistry;
import dev.nacre.security.Identity;
import dev.nacre.storage.Believed;
import dev.nacre.workflow.Trigger;
import dev.nacre.workflow.Workflow;
import dev.nacre.workflow.WorkflowRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds what is compiled for whom. Which version is served is asked of the database at most every
 * half second and app, so that a busy node asks twice a second and no node is ever staler than
 * that; {@link Releases} waits it out when there are several nodes.
 */
@Singleton
public final class Apps
    implements FormsRegistry, WorkflowRegistry, ConnectorRegistry, PrintRegistry, Routings {
  private static final System.Logger LOG = System.getLogger(Apps.class.getName());

  static final Duration BELIEVED = Duration.ofMillis(500);
  private static final int MANY = 10_000;

  /** What is served to whoever plays the past again, in place of what is released. */
  private static final ScopedValue<CompiledApp> PLAYED = ScopedValue.newInstance();

  private final Versions versions;
  // the kinds that the compiler knows may need the engines that need this registry
  private final Provider<AppCompiler> compiler;
  private final ExpressionEngine expressions;
  private final ColumnStore columns;
  private final Believed<String, Optional<Release>> believed = new Believed<>(BELIEVED, MANY);
  private final Map<String, ServedRelease> serving = new ConcurrentHashMap<>();
  private final CompiledVersions compiled = new CompiledVersions();

  Apps(
      Versions versions,
      Provider<AppCompiler> compiler,
      ExpressionEngine expressions,
      ColumnStore columns) {
    this.versions = versions;
    this.compiler = compiler;
    this.expressions = expressions;
    this.columns = columns;
  }

  /**
   * What an app list shows.
   *
   * @param version the version served; 0 when none is
   */
  public record AppView(String id, Text title, int version) {}

  /**
   * The apps that the identity may open: administrators all, others those where they hold a role.
   */
  public List<AppView> list(Identity who) {
    return ids().stream()
        .filter(id -> who.unlimited() || !who.rolesIn(id).isEmpty())
        .map(id -> view(id, who))
        .toList();
  }

  /** Whether there is such an app, be it served or not. */
  boolean known(String id) {
    return QuarkusTransaction.joiningExisting().call(() -> AppRow.findById(id) != null);
  }

  private AppView view(String id, Identity who) {
    try {
      return release(id)
          .map(release -> release.serving(who))
          .map(app -> new AppView(id, app.documents().app().title(), app.forms().version()))
          .orElseGet(() -> new AppView(id, Text.of(id), 0));
    } catch (BrokenVersionException e) {
      // the others can be opened all the same, and this one be put right
      return new AppView(id, Text.of(id), believed.get(id, this::ask).map(Release::rest).orElse(0));
    }
  }

  /**
   * The version that serves whatever no other part of the release takes: engines, connectors.
   *
   * @param app an app id, or {@code id@test}
   * @throws NotFoundException when there is no such app
   */
  public CompiledApp serving(String app) {
    return find(app).orElseThrow(() -> Drafts.unknown(app));
  }

  /**
   * The version that serves a person, where no record is spoken of.
   *
   * @param app an app id, or {@code id@test}
   * @throws NotFoundException when there is no such app
   */
  public CompiledApp serving(String app, Identity who) {
    Optional<CompiledApp> played = played(app);
    return played.isPresent()
        ? played.get()
        : release(app).orElseThrow(() -> Drafts.unknown(app)).serving(who);
  }

  /** Does that work, for which the address of the app is served by exactly that. */
  static <T> T playing(CompiledApp app, Supplier<T> work) {
    return ScopedValue.where(PLAYED, app).call(work::get);
  }

  private static Optional<CompiledApp> played(String app) {
    return PLAYED.isBound() && PLAYED.get().forms().address().equals(app)
        ? Optional.of(PLAYED.get())
        : Optional.empty();
  }

  /** As {@link #serving(String)}; empty when there is no such app, or nothing is served. */
  public Optional<CompiledApp> find(String app) {
    Optional<CompiledApp> played = played(app);
    return played.isPresent() ? played : release(app).map(ServedRelease::rest);
  }

  private Optional<ServedRelease> release(String app) {
    Optional<Release> current = believed.get(app, this::ask);
    return current.map(
        release -> {
          ServedRelease known = serving.get(app);
          if (known != null && known.release().equals(release)) {
            return known;
          }
          ServedRelease compiled = compile(AppAddress.read(app), release);
          serving.put(app, compiled);
          return compiled;
        });
  }

  private Optional<Release> ask(String app) {
    AppAddress address = AppAddress.read(app);
    follow(address);
    return versions.served(address);
  }

  /** Lets every version in use write into all the columns that its fields have by now. */
  void follow(AppAddress address) {
    ColumnLog log = columns.read(address.schema());
    if (!log.entries().isEmpty()) {
      compiled.of(address).forEach(app -> log.mirror(app.forms().all(), app.forms().zone()));
    }
  }

  private static List<String> ids() {
    return QuarkusTransaction.joiningExisting()
        .call(() -> AppRow.<AppRow>list("order by id").stream().map(row -> row.id).toList());
  }

  /** Every app there is, and the test environment of each. */
  List<AppAddress> addresses() {
    return ids().stream()
        .flatMap(id -> Stream.of(new AppAddress(id, ""), new AppAddress(id, "test")))
        .toList();
  }

  /** The forms of every version that somebody is served, the one for everybody first. */
  List<Forms> servedForms(AppAddress address) {
    return versions
        .served(address)
        .map(
            release -> {
              var numbers = new LinkedHashSet<Integer>();
              numbers.add(release.rest());
              release.parts().forEach(part -> numbers.add(part.version()));
              return numbers.stream().map(number -> load(address, number).forms()).toList();
            })
        .orElse(List.of());
  }

  private ServedRelease compile(AppAddress address, Release release) {
    return new ServedRelease(release, number -> load(address, number), expressions);
  }

  /**
   * That version, however old.
   *
   * @throws NotFoundException when there is no such app or version
   */
  public CompiledApp load(AppAddress address, int number) {
    return compiled.get(address, number, () -> compile(address, number));
  }

  private CompiledApp compile(AppAddress address, int number) {
    var problems = new Problems();
    CompiledApp app =
        compiler
            .get()
            .published(
                versions.files(address.id(), number),
                address,
                number,
                columns.read(address.schema()),
                problems);
    if (!problems.isEmpty()) {
      throw new BrokenVersionException(address.toString(), number, problems.list());
    }
    for (Workflow workflow : app.workflows().values()) {
      if (!workflow.problems().isEmpty()) {
        LOG.log(
            System.Logger.Level.WARNING,
            "not all of workflow {0} of {1}, version {2}, can run any more: {3}",
            workflow.id(),
            address,
            String.valueOf(number),
            workflow.problems());
      }
    }
    return app;
  }

  /** Knows a version before it is committed, for its own seed rows. */
  void prepare(AppAddress address, CompiledApp app) {
    compiled.put(address, app.forms().version(), app);
  }

  /** Forgets a version that wasn't committed. */
  void forget(AppAddress address, int number) {
    compiled.remove(address, number);
  }

  /** Asks the database at the next call. */
  void refresh(AppAddress address) {
    believed.forget(address.toString());
  }

  @Override
  public Forms current(String app) {
    return serving(app).forms();
  }

  @Override
  public Forms current(String app, Identity who) {
    return serving(app, who).forms();
  }

  @Override
  public Optional<Routing> of(Forms forms) {
    return played(forms.address()).isPresent()
        ? Optional.empty()
        : release(forms.address()).filter(ServedRelease::byRecord).map(release -> release);
  }

  @Override
  public Forms version(String app, int version) {
    return version(app, version, played(app)).forms();
  }

  @Override
  public Map<String, String> prints(String app, int version) {
    return load(AppAddress.read(app), version).documents().prints();
  }

  @Override
  public Optional<Workflow> find(String app, int version, String workflow) {
    return Optional.ofNullable(version(app, version, played(app)).workflows().get(workflow));
  }

  private CompiledApp version(String app, int version, Optional<CompiledApp> played) {
    return played.orElseGet(() -> load(AppAddress.read(app), version));
  }

  @Override
  public Optional<Connector> find(String app, String connector) {
    return find(app).map(found -> found.connectors().get(connector));
  }

  @Override
  public Collection<Connector> of(String app) {
    return find(app)
        .<Collection<Connector>>map(found -> found.connectors().values())
        .orElse(List.of());
  }

  @Override
  public Map<String, Collection<Connector>> all() {
    var all = new TreeMap<String, Collection<Connector>>();
    ids().forEach(id -> readable(id).ifPresent(app -> all.put(id, app.connectors().values())));
    return all;
  }

  /**
   * What everybody is served; empty when nothing is, or when it can't be read any more, which must
   * not hold up other apps.
   */
  private Optional<CompiledApp> readable(String app) {
    try {
      return find(app);
    } catch (BrokenVersionException e) {
      LOG.log(System.Logger.Level.WARNING, "nothing of " + app + " begins by itself", e);
      return Optional.empty();
    }
  }

  @Override
  public List<Workflow> timed() {
    return ids().stream()
        .flatMap(id -> readable(id).stream())
        .flatMap(app -> app.workflows().values().stream())
        .filter(workflow -> workflow.trigger() instanceof Trigger.Timed)
        .toList();
  }

  @Override
  public List<Workflow> toldBy(String app, String message) {
    return find(app).stream()
        .flatMap(found -> found.workflows().values().stream())
        .filter(
            workflow ->
                workflow.trigger() instanceof Trigger.Told told && told.message().equals(message))
        .toList();
  }

  @Override
  public List<Workflow> fedBy(String app, String connector) {
    return find(app).stream()
        .flatMap(found -> found.workflows().values().stream())
        .filter(
            workflow ->
                workflow.trigger() instanceof Trigger.Fed fed && fed.connector().equals(connector))
        .toList();
  }

  @Override
  public Set<String> ids(Forms forms) {
    return version(forms.address(), forms.version(), played(forms.address())).workflows().keySet();
  }

  @Override
  public List<Workflow> triggeredBy(Forms forms, String form) {
    return version(forms.address(), forms.version(), played(forms.address()))
        .workflows()
        .values()
        .stream()
        .filter(workflow -> workflow.trigger() != null && form.equals(workflow.form()))
        .toList();
  }
}
