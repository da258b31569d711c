package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.combobox.ComboBox;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.FieldChoice;
import dev.nacre.designer.desk.Fields;
import dev.nacre.designer.draft.FieldPath;
import dev.nacre.expression.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Inputs for where a field finds its values: links of the form, fields of others, what links here.
 */
final class FarProperty {
  private static final String THROUGH = " › ";

  private final Desk desk;
  private final Supplier<FieldPath> path;

  FarProperty(Desk desk, Supplier<FieldPath> path) {
    this.desk = desk;
    this.path = path;
  }

  /** One of some names, which are collected when the list is opened. */
  static PropertyEditor choice(String label, Supplier<Map<String, String>> names) {
    var input = new ComboBox<String>();
    input.setItems(
        query -> {
          String typed = query.getFilter().orElse("").toLowerCase(Locale.ROOT);
          return names.get().entrySet().stream()
              .filter(e -> e.getValue().toLowerCase(Locale.ROOT).contains(typed))
              .map(Map.Entry::getKey)
              .skip(query.getOffset())
              .limit(query.getLimit());
        });
    input.setItemLabelGenerator(id -> called(id, names.get()));
    input.setClearButtonVisible(true);
    return new InputProperty<>(input, label, JsonNode::asText, TextNode::valueOf);
  }

  /** A form alone stands for the one link that it has. */
  private static String called(String id, Map<String, String> names) {
    return names.entrySet().stream()
        .filter(e -> e.getKey().equals(id) || e.getKey().startsWith(id + "."))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(id);
  }

  /** The links of the form or table that the field is in. */
  Map<String, String> links() {
    var links = new LinkedHashMap<String, String>();
    for (ObjectNode field : siblings()) {
      if (type(field) == ValueType.LINK) {
        links.put(field.path("id").asText(), label(field));
      }
    }
    return links;
  }

  private List<ObjectNode> siblings() {
    FieldPath at = path.get();
    return desk.form()
        .map(form -> at.line() == null ? form.fields() : form.lines(at.field()))
        .orElse(List.of());
  }

  /** The form that a link of that name leads to; empty when there is none. */
  String form(String link) {
    for (ObjectNode field : siblings()) {
      if (field.path("id").asText().equals(link)) {
        return field.path("settings").path("form").asText();
      }
    }
    return "";
  }

  /** The fields of the form, or of the lines, that is meant by {@code order.lines.product}. */
  Map<String, String> fields(String from) {
    String[] parts = from.split("\\.", -1);
    Fields form = Fields.of(desk, parts[0]);
    var names = new LinkedHashMap<String, String>();
    for (FieldChoice field : (parts.length == 3 ? form.lines(parts[1]) : form).all()) {
      if (!field.path().contains(".")) {
        names.put(field.path(), field.label());
      }
    }
    return names;
  }

  /** Everything that links to the form that is open. */
  Map<String, String> linking() {
    String here = desk.form().map(form -> form.json().path("id").asText()).orElse("");
    var all = new LinkedHashMap<String, String>();
    for (String form : Definitions.ids(desk.session().files(), "forms")) {
      String title =
          Definitions.title(desk.session().files(), "forms/" + form + ".json", desk.locale());
      desk.session()
          .form("forms/" + form + ".json")
          .ifPresent(
              edit -> {
                for (ObjectNode field : edit.fields()) {
                  link(field, here, form + ".", title + THROUGH, all);
                  String table = form + "." + field.path("id").asText() + ".";
                  for (ObjectNode line : edit.lines(field.path("id").asText())) {
                    link(line, here, table, title + THROUGH + label(field) + THROUGH, all);
                  }
                }
              });
    }
    return all;
  }

  private void link(
      ObjectNode field, String here, String path, String title, Map<String, String> all) {
    ValueType type = type(field);
    boolean links = type == ValueType.LINK || type == ValueType.SEVERAL;
    if (links && field.path("settings").path("form").asText().equals(here)) {
      all.put(path + field.path("id").asText(), title + label(field));
    }
  }

  private ValueType type(ObjectNode field) {
    return desk.types()
        .find(field.path("type").asText())
        .map(t -> t.valueType())
        .orElse(ValueType.TEXT);
  }

  private String label(ObjectNode field) {
    return Definitions.text(field.path("label"), desk.locale(), field.path("id").asText());
  }
}
