package dev.nacre.workflow;

import java.util.List;

/** A step that waits for people; others may return to it, or keep its people out. */
public interface PeopleAction extends StepAction {
  /** The fields that its task asks to fill in, with their values now. */
  default List<FillField> fields(StepContext context) {
    return List.of();
  }
}
