package dev.nacre.record.change;

import dev.nacre.metadata.Problem;
import java.util.List;

/** What publishing would change about forms that hold records, in the order of the forms. */
public record ChangePlan(List<Effect> effects) {

  /** What must be put right before anything can be published. */
  public List<Problem> blocking() {
    return effects.stream().filter(Effect::blocking).map(Effect::says).toList();
  }
}
