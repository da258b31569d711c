package dev.nacre.designer.desk;

import dev.nacre.designer.draft.FieldPath;

/** What is being dragged. */
public sealed interface Dragged {
  /** A field type of the palette. */
  record Type(String id) implements Dragged {}

  /** A field of the form. */
  record Existing(FieldPath path) implements Dragged {}
}
