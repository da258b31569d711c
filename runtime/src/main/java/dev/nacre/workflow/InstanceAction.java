package dev.nacre.workflow;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What people do with instances that run. */
public enum InstanceAction {
  /** Nothing of it goes on until somebody lets it. */
  PAUSE,
  /** A paused one goes on. */
  RESUME,
  /** A failed one begins the step that failed again. */
  RETRY,
  /** A failed one goes on behind the step that failed, which gave nothing. */
  SKIP,
  /** It ends, and its tasks are closed. */
  CANCEL;

  /** The form used in addresses. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The action of that form. */
  public static Optional<InstanceAction> of(String id) {
    return Arrays.stream(values()).filter(action -> action.id().equals(id)).findFirst();
  }
}
