package dev.nacre.designer.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.DashboardDefinition.Place;
import org.junit.jupiter.api.Test;

class GridTest {
  private final Grid grid = new Grid();

  @Test
  void makesRoomBelowForWhatIsPutThere() {
    grid.add("a", new Place(0, 0, 6, 2));
    grid.add("b", new Place(6, 0, 6, 2));

    grid.put("b", new Place(0, 0, 6, 2));

    assertThat(grid.places())
        .containsEntry("b", new Place(0, 0, 6, 2))
        .containsEntry("a", new Place(0, 2, 6, 2));
  }

  @Test
  void pushesOnlyWhatIsInTheWay() {
    grid.add("a", new Place(0, 0, 6, 2));
    grid.add("b", new Place(6, 0, 6, 4));
    grid.add("c", new Place(0, 2, 6, 2));

    grid.put("a", new Place(0, 0, 6, 3));

    assertThat(grid.places())
        .containsEntry("c", new Place(0, 3, 6, 2))
        .containsEntry("b", new Place(6, 0, 6, 4));
  }

  @Test
  void leavesNoHolesAbove() {
    grid.add("a", new Place(0, 0, 6, 2));

    grid.put("a", new Place(3, 9, 6, 2));

    assertThat(grid.places()).containsEntry("a", new Place(3, 0, 6, 2));
  }

  @Test
  void keepsWidgetsWithinTheColumns() {
    grid.add("a", new Place(0, 0, 4, 2));

    grid.put("a", new Place(11, 0, 40, 0));

    assertThat(grid.places()).containsEntry("a", new Place(0, 0, 12, 1));
  }

  @Test
  void findsTheFirstFreePlace() {
    grid.add("a", new Place(0, 0, 6, 2));
    grid.add("b", null);

    assertThat(grid.places()).containsEntry("b", new Place(6, 0, 6, 4));
    assertThat(grid.free(6, 2)).isEqualTo(new Place(0, 2, 6, 2));
  }
}
