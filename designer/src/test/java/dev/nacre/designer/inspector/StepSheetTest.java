package dev.nacre.designer.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.select.Select;
import dev.nacre.designer.condition.FieldPicker;
import dev.nacre.designer.desk.FieldChoice;
import dev.nacre.designer.desk.Selection;
import dev.nacre.metadata.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepSheetTest {
  private static final String FLOW = "workflows/f.json";

  private final TestDesk test =
      new TestDesk(
          Map.of(
              "app.json",
              """
              {"schemaVersion": 1, "id": "shop", "calendars": [
                {"id": "depot", "name": "Depot", "hours": []}]}\
              """,
              "forms/order.json",
              """
              {"id": "order", "fields": [
                {"id": "hours", "type": "text"}, {"id": "no", "type": "text"},
                {"id": "lines", "type": "table", "settings": {"fields": [
                  {"id": "qty", "type": "number"}]}}]}\
              """,
              "forms/memo.json",
              "{\"id\": \"memo\", \"fields\": [{\"id\": \"text\", \"type\": \"text\"}]}",
              FLOW,
              """
              {"id": "f", "trigger": {"type": "record", "form": "order", "on": ["create"]}, "steps": [
                {"id": "ask", "type": "approve", "settings": {"assign": {"role": "r"},
                  "deadline": {"after": "PT1H", "calendar": "depot"}}},
                {"id": "out", "type": "update", "settings": {"set": {"no": "1"}}},
                {"id": "note", "type": "update", "settings": {"form": "memo", "record": "x"}},
                {"id": "rest", "type": "delay", "settings": {"after": "PT1H"}},
                {"id": "all", "type": "each", "settings": {"table": "lines", "steps": [
                  {"id": "in", "type": "update", "settings": {}}]}}]}\
              """));

  private StepSheet sheet(String step) {
    test.desk.open(FLOW);
    test.desk.select(new Selection.Step(step));
    return new StepSheet(test.desk, step);
  }

  private static boolean has(Component sheet, String pointer) {
    return TestDesk.all(sheet, "data-property", pointer).findFirst().isPresent();
  }

  private static Component property(Component sheet, String pointer) {
    return TestDesk.all(sheet, "data-property", pointer).findFirst().orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static Select<String> which(Component calendar) {
    return TestDesk.all(calendar, Select.class).getFirst();
  }

  private static Component calendar(Component sheet) {
    return TestDesk.all(sheet, "data-setting", "calendar").findFirst().orElseThrow();
  }

  private JsonNode settings(String pointer) {
    return test.json(FLOW).at(pointer);
  }

  @Test
  void offersTheLineOnlyWhereTheStepStandsAtOne() {
    assertThat(has(sheet("out"), "/settings/line")).isFalse();
    assertThat(has(sheet("in"), "/settings/line")).isTrue();
  }

  @Test
  void offersANewLineOnlyWhereTheFormHasATable() {
    assertThat(has(sheet("out"), "/settings/add")).isTrue();
    assertThat(has(sheet("note"), "/settings/add")).isFalse();
  }

  @Test
  void offersTheFieldsOfTheLineAndNotThoseOfTheRecord() {
    FieldPicker more =
        TestDesk.all(property(sheet("in"), "/settings/line"), FieldPicker.class).getFirst();
    assertThat(more.getListDataView().getItems().map(FieldChoice::path)).containsExactly("qty");
  }

  @Test
  void showsALineThatIsWrittenWhereThereIsNone() {
    test.desk
        .session()
        .apply(f -> f.with(FLOW, f.text(FLOW).orElseThrow().replace("\"set\"", "\"line\"")));
    assertThat(has(sheet("out"), "/settings/line")).isTrue();
  }

  @Test
  void offersTheAppsCalendarsByWhatPeopleCallThem() {
    Select<String> which = which(calendar(sheet("ask")));
    assertThat(which.getValue()).isEqualTo("depot");
    assertThat(which.getListDataView().getItems().map(which.getItemLabelGenerator()))
        .containsExactly(
            "Every hour counts", "Working hours", "Depot", "The calendar that the record says");
  }

  @Test
  void countsByTheCalendarThatTheRecordSays() {
    Component calendar = property(sheet("rest"), "/settings/calendar");
    which(calendar).setValue("work");
    assertThat(settings("/steps/3/settings/calendar").asText()).isEqualTo("work");
    which(calendar).setValue("=");
    FieldPicker field = TestDesk.all(calendar, FieldPicker.class).getFirst();
    field.setValue(
        field
            .getListDataView()
            .getItems()
            .filter(f -> f.path().equals("hours"))
            .findFirst()
            .orElseThrow());
    assertThat(settings("/steps/3/settings/calendar").toString())
        .isEqualTo("{\"field\":\"hours\"}");
    which(calendar).setValue("");
    assertThat(settings("/steps/3/settings").has("calendar")).isFalse();
  }

  @Test
  void saysAtTheCalendarThatThereIsNoSuch() {
    test.wrong(
        Problem.at("/steps/0/settings/deadline/calendar", "calendar_unknown", "deopt", "work")
            .in(FLOW));
    test.desk
        .session()
        .apply(f -> f.with(FLOW, f.text(FLOW).orElseThrow().replace("\"depot\"", "\"deopt\"")));
    Select<String> which = which(calendar(sheet("ask")));
    assertThat(which.isInvalid()).isTrue();
    assertThat(which.getErrorMessage()).contains("deopt");
    assertThat(which.getValue()).isEqualTo("deopt");
  }
}
