package dev.nacre.designer.widget;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.dashboard.WidgetResult;
import dev.nacre.metadata.Json;

/** What ECharts needs to draw a widget; colours come from the page. */
final class ChartOptions {
  private final FigureWords words;

  ChartOptions(FigureWords words) {
    this.words = words;
  }

  /** Lines over an axis; a second measure of another kind has an axis of its own. */
  ObjectNode series(WidgetResult.Series series) {
    ObjectNode option = Json.MAPPER.createObjectNode();
    boolean two = series.lines().size() == 2 && series.lines().getFirst().split() == null;
    option.putObject("tooltip").put("trigger", "axis");
    option
        .putObject("grid")
        .put("left", 8)
        .put("right", two ? 8 : 24)
        .put("top", series.lines().size() > 1 ? 34 : 12)
        .put("bottom", 4)
        .put("containLabel", true);
    ObjectNode axis = option.putObject("xAxis").put("type", "category").put("boundaryGap", false);
    ArrayNode names = axis.putArray("data");
    ArrayNode values = option.putArray("yAxis");
    values.addObject().put("type", "value").put("minInterval", 1);
    if (two) {
      values.addObject().put("type", "value").put("position", "right");
    }
    if (series.lines().size() > 1) {
      option.putObject("legend").put("top", 0).put("right", 0);
    }
    ArrayNode lines = option.putArray("series");
    for (int i = 0; i < series.lines().size(); i++) {
      WidgetResult.Line line = series.lines().get(i);
      if (i == 0) {
        line.points().forEach(point -> names.add(words.key(series.axis(), point.at())));
      }
      lines.add(line(line, two && i == 1 ? 1 : 0, i == 0 && line.split() == null));
    }
    return option;
  }

  private ObjectNode line(WidgetResult.Line line, int axis, boolean area) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    String name =
        line.split() == null
            ? words.name(line.measure())
            : words.key(line.split().key(), line.split().of());
    node.put("type", "line").put("name", name).put("yAxisIndex", axis);
    // curves would dip below values that are there
    node.put("smooth", false);
    node.put("showSymbol", line.points().size() < 32).put("symbolSize", 5);
    node.put("sign", words.sign(line.measure()));
    node.putObject("lineStyle").put("width", 2);
    if (area) {
      node.putObject("areaStyle").put("opacity", 0.08);
    }
    ArrayNode data = node.putArray("data");
    line.points().forEach(point -> data.add(point.value()));
    return node;
  }

  /** Parts of a whole, as a ring with its names beside it. */
  ObjectNode slices(WidgetResult.Slices slices) {
    ObjectNode option = Json.MAPPER.createObjectNode();
    option.putObject("tooltip").put("trigger", "item");
    option.putObject("legend").put("orient", "vertical").put("right", 0).put("top", "middle");
    ObjectNode ring = option.putArray("series").addObject();
    ring.put("type", "pie").put("name", words.name(slices.measure()));
    ring.put("sign", words.sign(slices.measure()));
    ring.putArray("radius").add("52%").add("82%");
    ring.putArray("center").add("34%").add("50%");
    ring.putObject("label").put("show", false);
    ArrayNode data = ring.putArray("data");
    for (WidgetResult.Slice slice : slices.slices()) {
      String name = slice.of() == null ? words.others() : words.key(slices.key(), slice.of());
      data.addObject().put("name", name).put("value", slice.value());
    }
    return option;
  }
}
