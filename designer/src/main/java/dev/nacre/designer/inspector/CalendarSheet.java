package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.desk.AppCalendars;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.IdInput;
import dev.nacre.designer.desk.Selection;
import dev.nacre.metadata.Ids;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One calendar: when people work each week, and on which days it is different. */
final class CalendarSheet extends Sheet {
  private static final String ID = "id";
  private static final String NAME = "name";

  private final AppCalendars calendars;
  private final int index;
  private final Map<String, PropertyEditor> editors = new LinkedHashMap<>();

  CalendarSheet(Desk desk, int index) {
    super(desk);
    this.calendars = new AppCalendars(desk);
    this.index = index;
    add(hint(desk.text("calendar.help")));
    var name = new LabelProperty(desk, desk.text("form.name"));
    keep(NAME, name, () -> name(name));
    keep(
        "timeZone",
        Editors.zone(
            desk, desk.text("calendar.zone"), desk.text("calendar.zone.app", calendars.zone())));
    keep("hours", new HoursProperty(desk));
    group(desk.text("calendar.different"));
    keep("daysFrom", new DaysFromProperty(desk));
    keep("days", new DaysProperty(desk));
    group(desk.text("field.more"));
    var input =
        new IdInput(
            desk.locale(),
            desk.text("calendar.id"),
            wanted -> calendars.taken(wanted, index),
            () -> Ids.suggest(name.english(), null, id()));
    var id = new IdProperty(input);
    keep(ID, id, () -> id(id));
    refresh();
  }

  private void keep(String name, PropertyEditor editor) {
    keep(
        name,
        editor,
        () -> {
          JsonNode value = editor.value();
          calendars.change(index, calendar -> set(calendar, name, value));
        });
  }

  private void keep(String name, PropertyEditor editor, Runnable change) {
    editors.put(name, editor);
    input("/" + name, editor, change);
  }

  private Optional<ObjectNode> calendar() {
    return calendars.find(index);
  }

  private String id() {
    return calendar().map(calendar -> calendar.path(ID).asText()).orElse("");
  }

  /** An id that nobody chose follows the name. */
  private void name(LabelProperty name) {
    JsonNode value = name.value();
    calendars.change(index, calendar -> set(calendar, NAME, value));
    String wanted = Ids.suggest(name.english(), null, "");
    if (AppCalendars.isReadyMade(id()) && !wanted.isEmpty()) {
      calendars.rename(index, calendars.free(wanted, index));
    }
  }

  private void id(PropertyEditor id) {
    JsonNode given = id.value();
    if (given != null) {
      calendars.rename(index, given.asText());
    }
    refresh();
  }

  @Override
  boolean stale() {
    return !desk.selection().equals(new Selection.Calendar(index));
  }

  @Override
  String pointer() {
    return "/calendars/" + index;
  }

  @Override
  void refresh() {
    calendar()
        .ifPresent(
            calendar -> editors.forEach((name, editor) -> renew(editor, calendar.get(name))));
    mark();
  }
}
