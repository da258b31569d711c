package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.html.Div;
import dev.nacre.metadata.Json;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A chart, drawn in the browser by ECharts. Colours and fonts come from the page. */
@JavaScript("context://nacre/chart.js")
public final class ChartView extends Div {
  /** The script comes with the first chart; until then there is nothing to call. */
  private static final String DRAW =
      "const draw = () => window.nacreChart ? window.nacreChart(this, $0)"
          + " : setTimeout(draw, 30); draw();";

  private @Nullable String option;

  /**
   * A chart.
   *
   * @param label what it shows, for those who don't see it
   * @param clicked told the series and the item that a person wants to open
   */
  public ChartView(String label, BiConsumer<Integer, Integer> clicked) {
    addClassName("nacre-chart");
    getElement().setAttribute("role", "img");
    getElement().setAttribute("aria-label", label);
    getElement()
        .addEventListener(
            "chart-click",
            event ->
                clicked.accept(
                    event.getEventData().get("event.detail.series").asInt(),
                    event.getEventData().get("event.detail.item").asInt()))
        .addEventData("event.detail.series")
        .addEventData("event.detail.item");
  }

  /** Draws an ECharts option. */
  public void draw(ObjectNode newOption) {
    option = Json.write(newOption);
    if (isAttached()) {
      getElement().executeJs(DRAW, option);
    }
  }

  @Override
  protected void onAttach(AttachEvent event) {
    if (option != null) {
      getElement().executeJs(DRAW, option);
    }
  }
}
