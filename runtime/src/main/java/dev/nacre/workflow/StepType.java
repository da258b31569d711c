package dev.nacre.workflow;

import dev.nacre.kind.Kind;

/**
 * A type of step.
 *
 * @param <S> its settings
 */
public interface StepType<S extends Record> extends Kind<S> {
  /**
   * Checks the settings against the app and makes them ready to run. Reports everything that is
   * wrong; what it returns is used only when nothing is.
   */
  StepAction compile(S settings, CompileContext context);
}
