package dev.nacre.designer.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import dev.nacre.metadata.Problem;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkflowSheetTest {
  private static final String FLOW = "workflows/f.json";

  private final TestDesk test =
      new TestDesk(
          Map.of(
              "app.json",
              "{\"schemaVersion\": 1, \"id\": \"shop\"}",
              "roles/boss.json",
              "{\"id\": \"boss\", \"name\": \"Boss\"}",
              FLOW,
              "{\"id\": \"f\", \"steps\": []}"));

  @BeforeEach
  void open() {
    test.desk.open(FLOW);
  }

  private Component property(String pointer) {
    return TestDesk.all(new WorkflowSheet(test.desk), "data-property", pointer)
        .findFirst()
        .orElseThrow();
  }

  @Test
  @SuppressWarnings("unchecked")
  void writesOnlyThatNobodyMayTakeItBack() {
    var who = (Select<Boolean>) property("/withdraw");
    assertThat(who.getValue()).isTrue();
    who.setValue(false);
    assertThat(test.json(FLOW).path("withdraw").toString()).isEqualTo("false");
    who.setValue(true);
    assertThat(test.json(FLOW).has("withdraw")).isFalse();
  }

  @Test
  @SuppressWarnings("unchecked")
  void choosesTheRoleThatIsTold() {
    var role = (ComboBox<String>) property("/incidents");
    role.setValue("boss");
    assertThat(test.json(FLOW).path("incidents").toString()).isEqualTo("{\"role\":\"boss\"}");
    role.clear();
    assertThat(test.json(FLOW).has("incidents")).isFalse();
  }

  @Test
  void setsHowStepsAreTriedAgain() {
    Component retry = property("/retry");
    assertThat(TestDesk.all(retry, "data-setting", "factor").filter(Component::isVisible).findAny())
        .isEmpty();
    TestDesk.all(retry, IntegerField.class).getFirst().setValue(5);
    ((TextField) TestDesk.all(retry, "data-setting", "factor").findFirst().orElseThrow())
        .setValue("1.5");
    assertThat(test.json(FLOW).path("retry").toString()).isEqualTo("{\"times\":5,\"factor\":1.5}");
  }

  @Test
  void saysAtTheFactorThatItIsTooLarge() {
    test.wrong(Problem.at("/retry/factor", "number_too_large", "10").in(FLOW));
    test.desk
        .session()
        .put(FLOW, "{\"id\": \"f\", \"retry\": {\"times\": 2, \"factor\": 99}, \"steps\": []}");
    var factor =
        (TextField)
            TestDesk.all(property("/retry"), "data-setting", "factor").findFirst().orElseThrow();
    assertThat(factor.isInvalid()).isTrue();
  }
}
