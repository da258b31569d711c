package dev.nacre.workspace.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskTabTest {
  @Test
  void beginsAtWhatIsOnesOwn() {
    assertThat(TaskTab.first(Map.of(TaskTab.MINE, 1, TaskTab.GROUP, 9))).isEqualTo(TaskTab.MINE);
    assertThat(TaskTab.first(Map.of())).isEqualTo(TaskTab.MINE);
    assertThat(TaskTab.first(Map.of(TaskTab.STARTED, 3))).isEqualTo(TaskTab.MINE);
  }

  @Test
  void beginsAtTheGroupsWhenNothingIsOnesOwn() {
    assertThat(TaskTab.first(Map.of(TaskTab.MINE, 0, TaskTab.GROUP, 1))).isEqualTo(TaskTab.GROUP);
  }

  @Test
  void readsWhatAnAddressSaysAndNothingElse() {
    assertThat(TaskTab.byId("started")).contains(TaskTab.STARTED);
    assertThat(TaskTab.byId("STARTED")).isEmpty();
    assertThat(TaskTab.byId("nowhere")).isEmpty();
  }
}
