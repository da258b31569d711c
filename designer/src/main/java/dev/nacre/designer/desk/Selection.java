package dev.nacre.designer.desk;

import dev.nacre.designer.draft.FieldPath;

/** What of the open file the inspector shows. */
public sealed interface Selection {
  /** The whole of it. */
  record Whole() implements Selection {}

  /** One section of a form. */
  record Section(int index) implements Selection {}

  /** One field of a form. */
  record OneField(FieldPath path) implements Selection {}

  /** One step of a workflow. */
  record Step(String id) implements Selection {}

  /** What starts a workflow. */
  record Trigger() implements Selection {}

  /** What a role grants of one form. */
  record Granted(String form) implements Selection {}

  /** One of the app's calendars. */
  record Calendar(int index) implements Selection {}

  /** One titled group of the app's menu. */
  record MenuGroup(int index) implements Selection {}

  /** One entry of a group of the app's menu. */
  record MenuEntry(int group, int index) implements Selection {}

  /** One widget of a dashboard. */
  record Widget(String id) implements Selection {}
}
