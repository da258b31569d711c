package dev.nacre.designer.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.connector.Trial;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.render.Wording;
import dev.nacre.event.Finding;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The captured payload on the left, the fields of the form on the right. */
final class MappingPanel extends Div {
  private final Desk desk;
  private final Capture capture;
  private final Runnable changed;
  private final List<IngestBox> boxes = new ArrayList<>();

  MappingPanel(Desk desk, Capture capture, Runnable changed) {
    this.desk = desk;
    this.capture = capture;
    this.changed = changed;
    addClassName("nd-mapping");
    var more =
        new Button(desk.text("connector.mapping.add"), VaadinIcon.PLUS.create(), c -> more());
    more.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    more.getElement().setAttribute("data-action", "add-mapping");
    add(more);
  }

  void draw() {
    JsonNode ingests = desk.json().map(json -> json.path("ingest")).orElse(null);
    int count = ingests == null ? 0 : ingests.size();
    while (boxes.size() > count) {
      remove(boxes.removeLast());
    }
    for (int i = 0; ingests != null && i < count; i++) {
      if (i == boxes.size()) {
        boxes.add(new IngestBox(desk, i));
        addComponentAtIndex(i, boxes.get(i));
      }
      JsonNode ingest = ingests.get(i);
      String form = ingest.path("form").asText();
      boxes.get(i).draw(ingest, left(), right(ingest, i, form, ingest.path("id").asText()));
    }
  }

  private void more() {
    String form = Definitions.ids(desk.session().files(), "forms").stream().findFirst().orElse("");
    desk.editJson(
        json -> {
          ObjectNode ingest = json.withArray("ingest").addObject();
          ingest.put("id", "mapping_" + json.path("ingest").size());
          if (json.path("operations").size() > 0) {
            ingest.put("operation", json.at("/operations/0/id").asText());
          }
          ingest.put("form", form).putObject("map");
        });
  }

  private Component left() {
    var left = new Div();
    left.addClassName("nd-mapping-source");
    var title = new Span(desk.text("connector.payload"));
    title.addClassName("nd-label");
    left.add(title);
    JsonNode payload = capture.payload().orElse(null);
    if (payload == null) {
      var none = new Span(desk.text("connector.payload.none"));
      none.addClassName("nd-muted");
      left.add(none);
      return left;
    }
    if (capture.count() > 1) {
      var pager =
          new Div(
              Icons.button(
                  VaadinIcon.ANGLE_LEFT, desk.text("connector.payload.before"), () -> turn(-1)),
              new Span(capture.shown() + 1 + " / " + capture.count()),
              Icons.button(
                  VaadinIcon.ANGLE_RIGHT, desk.text("connector.payload.next"), () -> turn(1)));
      pager.addClassName("nd-pager");
      left.add(pager);
    }
    left.add(new PayloadTree(payload, capture.picked, this::pick));
    return left;
  }

  private void turn(int by) {
    capture.show(capture.shown() + by);
    changed.run();
  }

  private void pick(String at) {
    capture.picked = at.equals(capture.picked) ? null : at;
    draw();
  }

  private Component right(JsonNode ingest, int index, String form, String id) {
    var right = new Div();
    right.addClassName("nd-mapping-target");
    Trial.Mapped mapped = capture.mapped(id).orElse(null);
    var head = new Div(new Span(desk.text("connector.target")));
    head.addClassNames("nd-label", "nd-target-head");
    if (mapped != null) {
      var outcome = new Span(desk.text("connector.outcome." + mapped.outcome()));
      outcome.addClassNames("nd-outcome", "nd-outcome-" + mapped.outcome());
      outcome.getElement().setAttribute("data-outcome", mapped.outcome());
      head.add(outcome);
    }
    right.add(head);
    JsonNode fields =
        desk.session()
            .files()
            .text("forms/" + form + ".json")
            .map(text -> Json.read(text, new Problems()))
            .map(json -> json.path("fields"))
            .orElse(null);
    if (fields != null) {
      String at = "/ingest/" + index + "/map";
      JsonNode record = mapped == null ? null : mapped.record();
      List<Finding> findings = mapped == null ? List.of() : mapped.findings();
      rows(right, fields, ingest.path("map"), at, record, findings, null);
      findings.stream()
          .filter(f -> f.problem().pointer().isEmpty())
          .forEach(f -> right.add(wrong(f.problem())));
    }
    return right;
  }

  private Component wrong(Problem problem) {
    var error = new Div(new Span(Wording.of(problem, desk.locale())));
    error.addClassName("nd-error");
    return error;
  }

  private void rows(
      Div into,
      JsonNode fields,
      JsonNode map,
      String at,
      @Nullable JsonNode record,
      List<Finding> findings,
      @Nullable String each) {
    for (JsonNode field : fields) {
      String id = field.path("id").asText();
      boolean computed = field.has("formula") || field.path("readOnly").asBoolean();
      if (computed || field.path("type").asText().equals("auto_number")) {
        continue;
      }
      boolean table = field.path("type").asText().equals("table");
      JsonNode source = map.get(id);
      String here = at + "/" + id;
      JsonNode value = record == null ? null : record.get(id);
      var row =
          new TargetRow(
              desk,
              new TargetRow.Target(
                  field, here, table ? here + "/each" : here, each, table, source, value),
              problems(here, id, findings),
              () -> capture.picked);
      into.add(row);
      if (table) {
        JsonNode inner = source == null ? Json.MAPPER.createObjectNode() : source.path("map");
        JsonNode first = value == null ? null : value.get(0);
        var lines = new Div();
        lines.addClassName("nd-target-lines");
        rows(
            lines,
            field.path("settings").path("fields"),
            inner,
            here + "/map",
            first,
            findings.stream().map(MappingPanel::within).toList(),
            source == null ? "" : source.path("each").asText());
        into.add(lines);
      }
    }
  }

  /** A problem of a line is shown at the line's field. */
  private static Finding within(Finding finding) {
    Problem p = finding.problem();
    String pointer = p.pointer().replaceFirst("^/[^/]+/\\d+/", "/");
    return new Finding(
        finding.ingest(), finding.source(), new Problem(p.file(), pointer, p.code(), p.args()));
  }

  private List<String> problems(String here, String id, List<Finding> findings) {
    var texts = new ArrayList<String>();
    for (Problem problem : desk.session().problems(desk.path())) {
      if (problem.pointer().equals(here)
          || (problem.pointer().startsWith(here + "/")
              && !problem.pointer().contains("/map/" + id + "/map/"))) {
        texts.add(Wording.of(problem, desk.locale()));
      }
    }
    for (Finding finding : findings) {
      if (finding.problem().pointer().equals("/" + id)) {
        texts.add(Wording.of(finding.problem(), desk.locale()));
      }
    }
    return texts;
  }
}
