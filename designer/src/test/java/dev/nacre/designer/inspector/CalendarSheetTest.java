package dev.nacre.designer.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasText;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.textfield.TextField;
import dev.nacre.designer.desk.AppCalendars;
import dev.nacre.designer.desk.Selection;
import dev.nacre.metadata.Problem;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalendarSheetTest {
  private static final String APP =
      """
      {"schemaVersion": 1, "id": "shop", "timeZone": "Asia/Shanghai", "calendars": [
        {"id": "depot", "name": {"en": "Depot", "zh": "仓库"}, "hours": [
          {"days": ["mon", "tue"], "from": "08:00", "to": "12:00"},
          {"days": ["sat"], "from": "08:00", "to": "12:00"},
          {"days": ["mon", "tue"], "from": "13:00", "to": "17:00"}]}]}\
      """;
  private static final String DAYS_OFF =
      """
      {"id": "day_off", "fields": [
        {"id": "name", "type": "text"}, {"id": "day", "type": "date"},
        {"id": "opens", "type": "time"}, {"id": "closes", "type": "time"}]}\
      """;
  private static final String FLOW =
      """
      {"id": "f", "steps": [
        {"id": "a", "type": "approve", "settings": {"assign": {"role": "r"},
          "deadline": {"after": "PT1H", "calendar": "depot"}}},
        {"id": "b", "type": "each", "settings": {"table": "lines", "steps": [
          {"id": "c", "type": "delay", "settings": {"after": "PT1H", "calendar": "depot"}},
          {"id": "d", "type": "delay", "settings": {"after": "PT1H", "calendar": "work"}}]}}]}\
      """;

  private final TestDesk test =
      new TestDesk(
          Map.of("app.json", APP, "forms/day_off.json", DAYS_OFF, "workflows/f.json", FLOW));

  private Sheet sheet() {
    test.desk.open("app.json");
    test.desk.select(new Selection.Calendar(0));
    return new CalendarSheet(test.desk, 0);
  }

  private JsonNode calendar() {
    return test.json("app.json").at("/calendars/0");
  }

  private static Component property(Sheet sheet, String pointer) {
    return TestDesk.all(sheet, "data-property", pointer).findFirst().orElseThrow();
  }

  private static void click(Component within, String adds) {
    ((Button) TestDesk.all(within, "data-add", adds).findFirst().orElseThrow()).click();
  }

  private static String errors(Component card) {
    return TestDesk.all(card, HasText.class).stream()
        .filter(c -> ((Component) c).getElement().getClassList().contains("nd-error"))
        .map(HasText::getText)
        .reduce("", String::concat);
  }

  @Test
  void showsStretchesAsOneDayWithABreakAndLeavesThemAsTheyAre() {
    Sheet sheet = sheet();
    List<Card> cards = TestDesk.all(property(sheet, "/hours"), Card.class);
    assertThat(cards).hasSize(2);
    assertThat(TestDesk.all(cards.getFirst(), ClockInput.class))
        .extracting(ClockInput::getValue)
        .containsExactly("08:00", "17:00", "12:00", "13:00");
    assertThat(test.json("app.json").toString().replace(" ", ""))
        .isEqualTo(APP.replaceAll("\\s", ""));
  }

  @Test
  void writesABreakAsTwoStretches() {
    Component saturday = TestDesk.all(property(sheet(), "/hours"), Card.class).get(1);
    TestDesk.all(saturday, ClockInput.class).get(1).setValue("18:00");
    click(saturday, "break");
    assertThat(calendar().path("hours"))
        .extracting(e -> e.path("days").size() + " " + e.path("from").asText())
        .containsExactly("2 08:00", "2 13:00", "1 08:00", "1 13:00");
  }

  @Test
  void offersTheDaysThatHaveNoHoursYet() {
    click(property(sheet(), "/hours"), "hours");
    assertThat(calendar().at("/hours/3/days"))
        .extracting(JsonNode::asText)
        .containsExactly("wed", "thu", "fri", "sun");
  }

  @Test
  void saysWhatIsWrongInTheCardOfTheDaysThatItIsAbout() {
    test.wrong(
        Problem.at("/calendars/0/hours/1/from", "calendar_hours_backwards", "1", "2")
            .in("app.json"),
        Problem.at("/calendars/0/hours/2/to", "calendar_hours_twice", "mon", "3", "4")
            .in("app.json"));
    test.desk.session().put("app.json", APP + " ");
    List<Card> cards = TestDesk.all(property(sheet(), "/hours"), Card.class);
    assertThat(errors(cards.getFirst())).contains("lie within others").doesNotContain("begin");
    assertThat(errors(cards.get(1))).contains("before they begin").doesNotContain("within");
  }

  @Test
  void writesAHolidayOfSeveralDaysDayByDay() {
    Component days = property(sheet(), "/days");
    click(days, "days");
    List<DatePicker> pickers = TestDesk.all(days, DatePicker.class);
    pickers.getFirst().setValue(LocalDate.of(2026, 10, 1));
    pickers.get(1).setValue(LocalDate.of(2026, 10, 3));
    TestDesk.all(days, TextField.class).getFirst().setValue("National Day");
    assertThat(calendar().path("days"))
        .extracting(day -> day.path("date").asText() + " " + day.at("/name").size())
        .containsExactly("2026-10-01 1", "2026-10-02 1", "2026-10-03 1");
  }

  @Test
  @SuppressWarnings("unchecked")
  void findsTheFieldsOfAFormInWhichDaysAreEntered() {
    Component entered = property(sheet(), "/daysFrom");
    var form =
        (ComboBox<String>) TestDesk.all(entered, "data-setting", "form").findFirst().orElseThrow();
    form.setValue("day_off");
    assertThat(calendar().path("daysFrom").toString())
        .isEqualTo("{\"form\":\"day_off\",\"date\":\"day\",\"from\":\"opens\",\"to\":\"closes\"}");
    form.clear();
    assertThat(calendar().has("daysFrom")).isFalse();
  }

  @Test
  void namesAnotherIdWhereverStepsNameTheCalendar() {
    new AppCalendars(test.desk).rename(0, "warehouse");
    JsonNode flow = test.json("workflows/f.json");
    assertThat(calendar().path("id").asText()).isEqualTo("warehouse");
    assertThat(flow.at("/steps/0/settings/deadline/calendar").asText()).isEqualTo("warehouse");
    assertThat(flow.at("/steps/1/settings/steps/0/settings/calendar").asText())
        .isEqualTo("warehouse");
    assertThat(flow.at("/steps/1/settings/steps/1/settings/calendar").asText()).isEqualTo("work");
  }

  @Test
  void givesANewCalendarAnIdFromItsName() {
    new AppCalendars(test.desk).add();
    assertThat(test.json("app.json").at("/calendars/1/id").asText()).isEqualTo("calendar");
    var sheet = new CalendarSheet(test.desk, 1);
    TestDesk.all(property(sheet, "/name"), TextField.class).getFirst().setValue("Night shift");
    assertThat(test.json("app.json").at("/calendars/1/id").asText()).isEqualTo("night_shift");
    assertThat(test.json("app.json").at("/calendars/1/name").toString())
        .isEqualTo("{\"en\":\"Night shift\"}");
  }

  @Test
  void readsTimesAsPeopleTypeThem() {
    assertThat(ClockInput.read("9")).isEqualTo("09:00");
    assertThat(ClockInput.read("17.30")).isEqualTo("17:30");
    assertThat(ClockInput.read("0845")).isEqualTo("08:45");
    assertThat(ClockInput.read("24:00")).isEqualTo("24:00");
    assertThat(ClockInput.read("24:30")).isNull();
    assertThat(ClockInput.read("9:75")).isNull();
  }
}
