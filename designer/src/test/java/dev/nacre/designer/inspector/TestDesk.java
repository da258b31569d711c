package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import dev.nacre.app.RuleTrials;
import dev.nacre.dashboard.WidgetResult;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Kinds;
import dev.nacre.designer.desk.Partners;
import dev.nacre.designer.desk.Surroundings;
import dev.nacre.designer.draft.DraftSession;
import dev.nacre.designer.draft.DraftStore;
import dev.nacre.designer.render.Links;
import dev.nacre.designer.render.RenderContext;
import dev.nacre.designer.render.SampleRenderers;
import dev.nacre.kind.KindRegistry;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.DashboardDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.change.Effect;
import dev.nacre.workflow.step.ApproveStep;
import dev.nacre.workflow.step.DelayStep;
import dev.nacre.workflow.step.EachStep;
import dev.nacre.workflow.step.UpdateStep;
import dev.nacre.workflow.step.WaitStep;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A designer's screen without a server: a draft in memory, and the problems that a test says. */
final class TestDesk {
  private final Memory store;
  final Desk desk;

  TestDesk(Map<String, String> files) {
    store = new Memory(AppFiles.of(files));
    var context = new RenderContext(Locale.ENGLISH, ZoneId.of("Asia/Shanghai"), "CNY", Links.NONE);
    var kinds =
        new Kinds(
            SampleRenderers.types(),
            new KindRegistry<>(
                "step",
                List.of(
                    new ApproveStep(),
                    new DelayStep(),
                    new EachStep(),
                    new UpdateStep(),
                    new WaitStep())),
            new KindRegistry<>("trigger", List.of()),
            new KindRegistry<>("widget", List.of()));
    desk =
        new Desk(
            new DraftSession(store), kinds, SampleRenderers.all(), context, new Nowhere(context));
  }

  /** What checking finds from now on. */
  void wrong(Problem... problems) {
    store.problems = List.of(problems);
  }

  /** A file of the draft as it is now. */
  JsonNode json(String path) {
    String text = desk.session().files().text(path).orElseThrow();
    return Objects.requireNonNull(Json.read(text, new Problems()));
  }

  /** What is within a component and has that attribute. */
  static Stream<Component> all(Component root, String attribute, String value) {
    return within(root).filter(c -> value.equals(c.getElement().getAttribute(attribute)));
  }

  /** What is within a component, of that type. */
  static <C> List<C> all(Component root, Class<C> type) {
    return within(root).filter(type::isInstance).map(type::cast).toList();
  }

  private static Stream<Component> within(Component root) {
    return Stream.concat(Stream.of(root), root.getChildren().flatMap(TestDesk::within));
  }

  private static final class Memory implements DraftStore {
    private AppFiles kept;
    private List<Problem> problems = List.of();

    Memory(AppFiles files) {
      kept = files;
    }

    @Override
    public AppFiles files() {
      return kept;
    }

    @Override
    public AppFiles published() {
      return AppFiles.of(Map.of());
    }

    @Override
    public void put(String path, String text) {
      kept = kept.with(path, text);
    }

    @Override
    public void delete(String path) {
      kept = kept.without(path);
    }

    @Override
    public List<Problem> check(AppFiles files) {
      return problems;
    }

    @Override
    public List<Effect> plan() {
      return List.of();
    }

    @Override
    public Trial trial(RuleTrials.Wish wish) {
      throw new UnsupportedOperationException("nothing is tried here");
    }

    @Override
    public String app() {
      return "shop";
    }

    @Override
    public int publish(@Nullable String note) {
      return 1;
    }
  }

  private record Nowhere(RenderContext shown) implements Surroundings {
    @Override
    public Map<String, String> people() {
      return Map.of();
    }

    @Override
    public RenderContext context(Locale locale) {
      return shown;
    }

    @Override
    public Supplier<WidgetResult> preview(DashboardDefinition.Widget widget) {
      throw new UnsupportedOperationException("there are no records here");
    }

    @Override
    public void background(Runnable work) {
      work.run();
    }

    @Override
    public Partners partners() {
      throw new UnsupportedOperationException("there are no connectors here");
    }
  }
}
