package dev.nacre.workflow;

import java.util.Locale;
import java.util.Optional;

/** What a person does with a task. */
public enum TaskAction {
  APPROVE,
  REJECT,
  /** Give it back to the applicant, who completes it, or to an earlier step. */
  RETURN,
  /** Let somebody else act; {@code data.to} names the user. */
  DELEGATE,
  /** Let somebody else act too: {@code data.user}, {@code data.when} with, before or after. */
  ADD,
  COMPLETE,
  /** Say something, and decide nothing. */
  COMMENT,
  /** Ask those who must act to do it. */
  URGE,
  /** Give it to somebody else, by an administrator: {@code data.to} or {@code data.role}. */
  REASSIGN;

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
