package dev.nacre.designer.desk;

import dev.nacre.designer.draft.FieldPath;

/** What is being dragged. */
public sealed interface Dragged {
  /** A kind of the palette. */
  record Type(String id) implements Dragged {}

  /** A field of the form. */
  record Existing(FieldPath path) implements Dragged {}

  /** A step of the workflow. */
  record Step(String id) implements Dragged {}
}
