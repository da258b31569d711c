package dev.nacre.designer.desk;

import dev.nacre.designer.draft.FieldPath;

/** What of the open form the inspector shows. */
public sealed interface Selection {
  /** The form itself. */
  record Whole() implements Selection {}

  /** One of its sections. */
  record Section(int index) implements Selection {}

  /** One of its fields. */
  record OneField(FieldPath path) implements Selection {}
}
