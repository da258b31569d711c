package dev.nacre.workflow;

/** What a step may ask and open while it runs in one instance. */
public final class StepContext {
  StepContext() {}
}
