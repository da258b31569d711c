package dev.nacre.designer.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import org.jspecify.annotations.Nullable;

/** One mapping: when it runs, and beneath it payload and fields. */
final class IngestBox extends Div {
  private final Desk desk;
  private final int index;
  private final H2 title = new H2();
  private final Div sides = new Div();
  private @Nullable ScheduleRow schedule;

  IngestBox(Desk desk, int index) {
    this.desk = desk;
    this.index = index;
    addClassName("nd-ingest");
    sides.addClassName("nd-mapping-sides");
    add(title, sides);
  }

  /** What is being typed into the schedule stays; the sides are drawn anew. */
  void draw(JsonNode ingest, Component payload, Component fields) {
    String form = "forms/" + ingest.path("form").asText() + ".json";
    title.setText(
        desk.text(
            "connector.mapping",
            ingest.path("id").asText(),
            Definitions.title(desk.session().files(), form, desk.locale())));
    String offered = ScheduleRow.offered(desk, ingest);
    if (schedule == null || !schedule.offers(offered)) {
      if (schedule != null) {
        remove(schedule);
      }
      schedule = new ScheduleRow(desk, ingest, "/ingest/" + index, offered);
      addComponentAtIndex(1, schedule);
    }
    schedule.draw(ingest);
    sides.removeAll();
    sides.add(payload, fields);
  }
}
