package dev.nacre.workflow;

import dev.nacre.storage.Columns;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** A step of an instance, beside which something is stored. */
record StepPlace(UUID instance, String step) {
  /** {@code (instance, step)}. */
  static final Columns<StepPlace> COLUMNS =
      new Columns<StepPlace>().add("uuid", StepPlace::instance).add("text", StepPlace::step);

  /** The steps that those runs name, each once. */
  static List<StepPlace> of(
      List<InstanceRun> runs, Function<Effects, ? extends Collection<String>> named) {
    return runs.stream()
        .flatMap(
            run ->
                named.apply(run.effects()).stream()
                    .distinct()
                    .map(step -> new StepPlace(run.instance().id(), step)))
        .toList();
  }
}
