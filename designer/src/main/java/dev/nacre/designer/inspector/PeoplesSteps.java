package dev.nacre.designer.inspector;

import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Flow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The steps of the open workflow that wait for people, for settings that name such steps. */
final class PeoplesSteps {
  private static final String RETURN_TO = "returnTo";

  /** The settings that name them. */
  static final Set<String> NAMES = Set.of(RETURN_TO, "notBy");

  private static final Set<String> TYPES = Set.of("approve", "fill");

  private PeoplesSteps() {}

  /** Their ids, with what they are called. */
  static Map<String, String> of(Desk desk, String setting) {
    Map<String, String> steps = new LinkedHashMap<>();
    if (setting.equals(RETURN_TO)) {
      steps.put("applicant", desk.text("step.applicant"));
    }
    new Flow(desk)
        .workflow()
        .ifPresent(
            workflow ->
                workflow.all().stream()
                    .filter(step -> TYPES.contains(step.type()))
                    .forEach(
                        step ->
                            steps.put(
                                step.id(),
                                step.json().has("name")
                                    ? Definitions.text(
                                        step.json().get("name"), desk.locale(), step.id())
                                    : step.id())));
    return steps;
  }
}
