package dev.nacre.designer.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of one condition share.
 *
 * @param fields what can be compared
 * @param changes whether it can be asked what has changed
 * @param changed told of every change
 */
record Parts(Desk desk, Fields fields, boolean changes, Runnable changed) {

  /** One part of a condition on the screen. */
  interface Part {
    Component component();

    /** What it says now; null while it says nothing. */
    @Nullable JsonNode json();
  }

  /** The same about the lines of a table. */
  Parts lines(String table) {
    return new Parts(desk, fields.lines(table), false, changed);
  }

  /** The part that shows a condition. */
  Part of(JsonNode condition, Runnable remove) {
    if (condition.has("some")) {
      return new LinesBox(this, condition.get("some"), remove);
    }
    if (condition.has("field")) {
      return new CompareRow(this, condition, remove);
    }
    var box = new GroupBox(this, false);
    box.show(condition);
    box.removable(remove);
    return box;
  }

  String text(String key, Object... args) {
    return desk.text("condition." + key, args);
  }
}
