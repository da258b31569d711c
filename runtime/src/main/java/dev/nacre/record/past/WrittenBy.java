package dev.nacre.record.past;

import dev.nacre.record.BrokenVersionException;
import dev.nacre.record.Forms;
import dev.nacre.record.FormsRegistry;
import dev.nacre.record.NotFoundException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The versions of an app that wrote what stands in its history; each is asked for once. */
public final class WrittenBy {
  private final Forms forms;
  private final FormsRegistry registry;
  private final Map<Integer, Optional<Forms>> known = new HashMap<>();

  /**
   * Of that app.
   *
   * @param forms those of now
   */
  public WrittenBy(Forms forms, FormsRegistry registry) {
    this.forms = forms;
    this.registry = registry;
  }

  /** The forms of now. */
  Forms now() {
    return forms;
  }

  /** The forms of that version; empty when it is gone or can't be compiled any more. */
  Optional<Forms> version(int number) {
    return known.computeIfAbsent(number, this::load);
  }

  private Optional<Forms> load(int number) {
    if (number == forms.version()) {
      return Optional.of(forms);
    }
    try {
      return Optional.of(registry.version(forms.address(), number));
    } catch (NotFoundException | BrokenVersionException unreadable) {
      return Optional.empty();
    }
  }
}
