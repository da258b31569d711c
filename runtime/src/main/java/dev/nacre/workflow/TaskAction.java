package dev.nacre.workflow;

import java.util.Locale;
import java.util.Optional;

/** What a person does with a task. */
public enum TaskAction {
  APPROVE,
  REJECT,
  /** Give it back to the applicant, who completes it. */
  RETURN,
  /** Let somebody else act; {@code data.to} names the user. */
  DELEGATE,
  COMPLETE;

  /** The form used in addresses, JSON and storage. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The action with that form, which is known to exist. */
  static TaskAction of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }

  /** The action with that form. */
  public static Optional<TaskAction> byId(String id) {
    for (TaskAction action : values()) {
      if (action.id().equals(id)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }
}
