package dev.nacre.designer.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.app.RuleTrials;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DraftSessionTest {
  private final Memory store = new Memory();
  private final DraftSession session = new DraftSession(store);

  @Test
  void keepsEveryChangeAtOnce() {
    session.put("forms/a.json", "{}");
    assertThat(store.kept.byPath()).containsEntry("forms/a.json", "{}");
  }

  @Test
  void undoesAndRedoesWholeDrafts() {
    session.put("forms/a.json", "{}");
    session.apply(f -> f.without("app.json").with("forms/b.json", "{}"));
    session.undo();
    assertThat(store.kept.byPath()).containsOnlyKeys("app.json", "forms/a.json");
    session.undo();
    assertThat(store.kept.byPath()).containsOnlyKeys("app.json");
    assertThat(session.canUndo()).isFalse();
    session.redo();
    session.redo();
    assertThat(store.kept.byPath()).containsOnlyKeys("forms/a.json", "forms/b.json");
    assertThat(session.canRedo()).isFalse();
  }

  @Test
  void forgetsWhatWasUndoneAfterANewChange() {
    session.put("forms/a.json", "{}");
    session.undo();
    session.put("forms/b.json", "{}");
    assertThat(session.canRedo()).isFalse();
  }

  @Test
  void changesTheDraftThatSomebodyElseHasChangedMeanwhile() {
    store.kept = store.kept.with("forms/theirs.json", "{}");
    session.put("forms/mine.json", "{}");
    assertThat(store.kept.byPath()).containsKeys("forms/theirs.json", "forms/mine.json");
    session.undo();
    assertThat(store.kept.byPath()).containsKey("forms/theirs.json");
  }

  @Test
  void tellsListenersOfChangesWithTheProblemsFound() {
    var seen = new java.util.ArrayList<Integer>();
    session.onChange(() -> seen.add(session.problems("forms/a.json").size()));
    session.put("forms/a.json", "broken");
    session.put("forms/a.json", "{}");
    assertThat(seen).containsExactly(1, 0);
  }

  @Test
  void changesNothingWhenAnEditChangesNothing() {
    assertThat(session.apply(f -> f)).isFalse();
    assertThat(session.canUndo()).isFalse();
  }

  private static final class Memory implements DraftStore {
    private AppFiles kept = AppFiles.of(Map.of("app.json", "{}"));

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
      return files.byPath().entrySet().stream()
          .filter(e -> e.getValue().equals("broken"))
          .map(e -> Problem.at("", "json_empty").in(e.getKey()))
          .toList();
    }

    @Override
    public List<dev.nacre.record.change.Effect> plan() {
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
}
