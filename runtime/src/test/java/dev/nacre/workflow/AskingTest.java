package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a button asks for. */
class AskingTest {
  private static final TestFlow FLOW = TestFlow.of(Corpus.app("button_asks"));

  private Instance start(UUID order, String input) {
    return FLOW.instances.start(FLOW.forms(), "defer", order, TestFlow.json(input), TestFlow.ADMIN);
  }

  private static String text(String json) {
    return TestFlow.json(json).toString();
  }

  @Test
  void tellsEverythingThatIsWrongWhereItStands() {
    UUID order = FLOW.create("order", "{'order_no': 'A'}");

    assertThatThrownBy(() -> start(order, "{'colour': 'red', 'days': 99, 'day': 'soon'}"))
        .isInstanceOfSatisfying(
            NacreException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::pointer)
                    .containsExactlyInAnyOrder(
                        "/input/colour", "/input/days", "/input/day", "/input/reason"));
  }

  @Test
  void keepsWhatWasGivenAndWhatTheFieldsBeganWith() {
    UUID order = FLOW.create("order", "{'order_no': 'B', 'count': 4, 'note': 'old'}");

    assertThat(start(order, "{'reason': 'rain', 'note': null}").input())
        .hasToString(text("{'reason': 'rain', 'days': 5, 'to': null, 'day': null, 'note': null}"));
  }

  @Test
  void beginsWithWhatTheRecordSays() {
    UUID order = FLOW.create("order", "{'order_no': 'C', 'count': 1, 'note': 'old'}");
    Workflow defer = FLOW.workflow("defer");

    assertThat(FLOW.instances.begin(defer, order, TestFlow.ADMIN))
        .hasToString(text("{'days': 2, 'note': 'old'}"));
  }

  @Test
  void tellsNobodyWhatTheyMayNotSeeOfTheRecord() {
    UUID order = FLOW.create("order", "{'order_no': 'D', 'count': 1, 'note': 'old'}");

    assertThat(FLOW.instances.begin(FLOW.workflow("defer"), order, FLOW.user("sup1")))
        .hasToString(text("{'days': 2}"));
  }
}
