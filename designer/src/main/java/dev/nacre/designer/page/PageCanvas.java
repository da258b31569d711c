package dev.nacre.designer.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.FieldChoice;
import dev.nacre.designer.desk.Fields;
import java.util.HashSet;
import java.util.Set;

/** The open page as whoever follows its link will see it, in outline. */
public final class PageCanvas extends Div {
  private final Desk desk;
  private String drawn = "";

  /** The canvas of that desk. */
  public PageCanvas(Desk desk) {
    this.desk = desk;
    addClassNames("nd-canvas", "nd-page");
    desk.listen(event -> draw());
    draw();
  }

  private void draw() {
    if (!desk.on("pages")) {
      drawn = "";
      removeAll();
      return;
    }
    String now = desk.path() + desk.session().files().text(desk.path());
    if (now.equals(drawn)) {
      return;
    }
    drawn = now;
    removeAll();
    desk.json()
        .ifPresentOrElse(
            page -> add(new Paragraph(desk.text("page.about")), sheet(page)),
            () -> add(new Paragraph(desk.text("canvas.unreadable"))));
  }

  private Div sheet(ObjectNode page) {
    var sheet = new Div(new H3(Definitions.text(page.path("name"), desk.locale(), id(page))));
    sheet.addClassName("nd-page-sheet");
    text(page.path("intro"), sheet);
    Fields fields = Fields.of(desk, page.path("form").asText());
    if (page.path("type").asText().equals("form")) {
      Set<String> required = new HashSet<>();
      page.path("required").forEach(field -> required.add(field.asText()));
      page.path("fields")
          .forEach(field -> sheet.add(input(fields, field, required.contains(field.asText()))));
      sheet.add(button("page.send"), part("page.then"));
      text(page.path("done"), sheet);
    } else {
      page.path("ask").forEach(field -> sheet.add(input(fields, field, true)));
      sheet.add(button("page.find"), part("page.then"));
      page.path("show").forEach(shown -> sheet.add(told(fields, shown)));
      JsonNode countdown = page.path("countdown");
      if (countdown.isObject()) {
        sheet.add(told(fields, countdown));
      }
    }
    return sheet;
  }

  private String id(ObjectNode page) {
    return page.path("id").asText();
  }

  private void text(JsonNode text, Div into) {
    if (!text.isMissingNode()) {
      into.add(new Paragraph(Definitions.text(text, desk.locale(), "")));
    }
  }

  private Component part(String title) {
    var part = new Span(desk.text(title));
    part.addClassNames("nd-muted", "nd-page-then");
    return part;
  }

  private static Component input(Fields fields, JsonNode field, boolean required) {
    var box = new Div(new Span(label(fields, field.asText()) + (required ? " *" : "")));
    var place = new Span();
    place.addClassName("nd-page-input");
    box.add(place);
    box.addClassName("nd-page-asked");
    return box;
  }

  private Component button(String text) {
    var button = new Span(desk.text(text));
    button.addClassName("nd-page-button");
    return button;
  }

  private Component told(Fields fields, JsonNode shown) {
    String own = label(fields, shown.path("field").asText());
    var row = new Div(new Span(Definitions.text(shown.path("label"), desk.locale(), own)));
    row.add(new Span(shown.path("mask").asBoolean() ? "***" : "…"));
    row.addClassName("nd-page-told");
    return row;
  }

  private static String label(Fields fields, String path) {
    return fields.find(path).map(FieldChoice::label).orElse(path);
  }
}
