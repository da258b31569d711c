package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.nacre.designer.desk.AppCalendars;
import dev.nacre.designer.desk.Desk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By which hours time is counted: by every hour, by one of the app's calendars, or by the one that
 * the record says, such as its warehouse's.
 */
final class CalendarProperty extends FramedProperty {
  private static final String EVERY_HOUR = "";

  /** No id, so that it can't be one of a calendar. */
  private static final String BY_RECORD = "=";

  private final Desk desk;
  private final About about;
  private final Map<String, String> titles;
  private final Select<String> which = new Select<>();
  private final Div place = new Div();
  private @Nullable ValueProperty computed;
  private @Nullable JsonNode given;

  CalendarProperty(Desk desk, String label, About about) {
    super("nd-property");
    this.desk = desk;
    this.about = about;
    this.titles = new AppCalendars(desk).titles();
    which.setLabel(label);
    which.setItemLabelGenerator(this::called);
    which.setWidthFull();
    which.setManualValidation(true);
    offer(EVERY_HOUR);
    which.setValue(EVERY_HOUR);
    which.addValueChangeListener(
        change -> {
          if (telling()) {
            choose(change.getValue());
          }
        });
    box.add(which, place, error);
  }

  /** What the calendars are called, and an id that no calendar has as it stands. */
  private void offer(String also) {
    var items = new ArrayList<String>();
    items.add(EVERY_HOUR);
    items.addAll(titles.keySet());
    if (!items.contains(also) && !also.equals(BY_RECORD)) {
      items.add(also);
    }
    items.add(BY_RECORD);
    which.setItems(items);
  }

  private String called(@Nullable String id) {
    if (id == null || id.equals(EVERY_HOUR)) {
      return desk.text("calendar.every");
    }
    return id.equals(BY_RECORD) ? desk.text("calendar.record") : titles.getOrDefault(id, id);
  }

  @Override
  public void show(@Nullable JsonNode value) {
    given = value;
    String id =
        value == null
            ? EVERY_HOUR
            : value.isObject() || value.isNull() ? BY_RECORD : value.asText();
    quietly(
        () -> {
          offer(id);
          which.setValue(id);
          draw();
        });
  }

  private void choose(String id) {
    given =
        switch (id) {
          case EVERY_HOUR -> null;
          case BY_RECORD -> JsonNodeFactory.instance.objectNode().put("field", "");
          default -> TextNode.valueOf(id);
        };
    draw();
    tell();
  }

  private void draw() {
    place.removeAll();
    computed = null;
    if (BY_RECORD.equals(which.getValue())) {
      ValueProperty value = ValueProperty.computed(desk, "", about);
      value.show(given);
      value.onChange(
          () -> {
            JsonNode now = value.value();
            given = now == null ? JsonNodeFactory.instance.objectNode().put("field", "") : now;
            tell();
          });
      computed = value;
      List<String> ids = List.copyOf(titles.keySet());
      place.add(
          value.component(),
          Sheet.hint(
              desk.text(
                  "calendar.record.help", String.join(desk.context().text("render.comma"), ids))));
    }
  }

  @Override
  public @Nullable JsonNode value() {
    return given;
  }

  @Override
  public void wrong(List<Fault> faults) {
    String text = Fault.text(faults);
    if (computed != null) {
      computed.wrong(text);
    }
    boolean own = computed == null && !text.isEmpty();
    which.setErrorMessage(own ? text : "");
    which.setInvalid(own);
  }
}
