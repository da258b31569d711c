package dev.nacre.workflow;

/** A step whose block runs once for each of several items. */
public interface Repeating extends StepAction {
  /** What it goes over. */
  Items items();
}
