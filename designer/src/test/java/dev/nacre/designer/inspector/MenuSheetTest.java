package dev.nacre.designer.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.textfield.TextField;
import dev.nacre.designer.desk.AppMenu;
import dev.nacre.designer.desk.MenuTarget;
import dev.nacre.designer.desk.Selection;
import dev.nacre.metadata.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MenuSheetTest {
  private static final String APP =
      """
      {"schemaVersion": 1, "id": "shop", "menu": [
        {"items": [{"form": "order", "view": "late"}, {"dashboard": "all"}]},
        {"label": "More", "items": [{"form": "gone", "label": "Old"}]}]}\
      """;
  private static final String ORDER =
      """
      {"id": "order", "name": "Orders", "fields": [], "views": [
        {"id": "each", "name": "Each", "type": "grid"}, {"id": "late", "name": "Late", "type": "grid"}]}\
      """;

  private final TestDesk test =
      new TestDesk(
          Map.of(
              "app.json",
              APP,
              "forms/order.json",
              ORDER,
              "forms/stock.json",
              "{\"id\": \"stock\", \"fields\": []}",
              "dashboards/all.json",
              "{\"id\": \"all\", \"widgets\": []}"));
  private final AppMenu menu = new AppMenu(test.desk);

  private Sheet sheet(int group, int index) {
    test.desk.open("app.json");
    var entry = new Selection.MenuEntry(group, index);
    test.desk.select(entry);
    return new MenuEntrySheet(test.desk, entry);
  }

  private String items(int group) {
    JsonNode items = test.json("app.json").at("/menu/" + group + "/items");
    return items.toString().replace("\"", "");
  }

  private static ComboBox<?> setting(Sheet sheet, String name) {
    return (ComboBox<?>) TestDesk.all(sheet, "data-setting", name).findFirst().orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static <T> void choose(Sheet sheet, String name, T value) {
    ((ComboBox<T>) setting(sheet, name)).setValue(value);
  }

  @Test
  void movesAnEntryBeyondTheEndOfItsGroupIntoTheNextOne() {
    test.desk.open("app.json");
    menu.move(new Selection.MenuEntry(0, 1), 1);
    assertThat(items(0)).isEqualTo("[{form:order,view:late}]");
    assertThat(items(1)).isEqualTo("[{dashboard:all},{form:gone,label:Old}]");
    assertThat(test.desk.selection()).isEqualTo(new Selection.MenuEntry(1, 0));
    menu.move(new Selection.MenuEntry(1, 0), -1);
    assertThat(items(0)).isEqualTo("[{form:order,view:late},{dashboard:all}]");
    menu.move(new Selection.MenuEntry(0, 0), -1);
    menu.move(new Selection.MenuEntry(1, 0), 1);
    assertThat(test.json("app.json").at("/menu/1/items")).hasSize(1);
  }

  @Test
  void dropsAnEntryBeforeTheOneItFellOn() {
    test.desk.open("app.json");
    menu.drop(new Selection.MenuEntry(0, 0), 0, 2);
    assertThat(items(0)).isEqualTo("[{dashboard:all},{form:order,view:late}]");
    menu.drop(new Selection.MenuEntry(0, 1), 0, 0);
    assertThat(items(0)).isEqualTo("[{form:order,view:late},{dashboard:all}]");
    menu.drop(new Selection.MenuEntry(0, 0), 0, 0);
    assertThat(items(0)).isEqualTo("[{form:order,view:late},{dashboard:all}]");
  }

  @Test
  void opensSomethingElseAndForgetsTheViewOfTheOther() {
    Sheet sheet = sheet(0, 0);
    assertThat(setting(sheet, "view").getValue()).isEqualTo("late");
    choose(sheet, "opens", new MenuTarget("dashboards", "all", null));
    assertThat(items(0)).isEqualTo("[{dashboard:all},{dashboard:all}]");
    assertThat(setting(sheet, "view").isVisible()).isFalse();
  }

  @Test
  void saysWhatAnEntryIsCalledWithoutALabelOfItsOwn() {
    Sheet sheet = sheet(0, 0);
    assertThat(TestDesk.all(sheet, TextField.class).getFirst().getPlaceholder())
        .isEqualTo("Orders · Late");
  }

  @Test
  void tellsAnUnknownViewAtTheView() {
    test.wrong(
        Problem.at("/menu/0/items/0/view", "menu_target_unknown", "late", "", "").in("app.json"));
    Sheet sheet = sheet(0, 0);
    test.desk.session().put("app.json", APP + " ");
    sheet.refresh();
    assertThat(setting(sheet, "view").isInvalid()).isTrue();
    assertThat(setting(sheet, "opens").isInvalid()).isFalse();
    assertThat(menu.wrong(new Selection.MenuEntry(0, 0))).isTrue();
    assertThat(menu.wrong(new Selection.MenuEntry(0, 1))).isFalse();
  }

  @Test
  void offersWhatNoEntryOpens() {
    test.desk.open("app.json");
    assertThat(menu.absent()).containsExactly(new MenuTarget("forms", "stock", null));
  }

  @Test
  void showsEverythingAgainOnceTheLastGroupIsGone() {
    test.desk.open("app.json");
    menu.remove(new Selection.MenuGroup(1));
    menu.remove(new Selection.MenuGroup(0));
    assertThat(test.json("app.json").has("menu")).isFalse();
    assertThat(List.copyOf(menu.absent()))
        .extracting(MenuTarget::id)
        .containsExactly("all", "order", "stock");
    menu.arrange();
    assertThat(items(0)).isEqualTo("[{dashboard:all},{form:order},{form:stock}]");
  }
}
