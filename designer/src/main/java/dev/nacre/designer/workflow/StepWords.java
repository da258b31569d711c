package dev.nacre.designer.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.condition.ConditionText;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.FieldChoice;
import dev.nacre.designer.desk.Fields;
import dev.nacre.designer.draft.BlockView;
import dev.nacre.designer.draft.StepView;
import dev.nacre.designer.draft.WorkflowEdit;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.NamesField.Of;
import dev.nacre.kind.Property;
import dev.nacre.kind.Property.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says in a line what a step does, from the shapes of its settings. */
final class StepWords {
  private final Desk desk;
  private final WorkflowEdit workflow;
  private final KindDescriptor kind;

  StepWords(Desk desk, WorkflowEdit workflow, KindDescriptor kind) {
    this.desk = desk;
    this.workflow = workflow;
    this.kind = kind;
  }

  /** What the step does; empty when its settings say nothing. */
  String of(StepView step) {
    return of(kind.properties(), step.json().path("settings"));
  }

  /** What these settings say. */
  String of(List<Property> properties, JsonNode settings) {
    return of(properties, settings, workflow.form().orElse(""));
  }

  private String of(List<Property> properties, JsonNode settings, String about) {
    String form = settings.path("form").asText(about);
    var words = new ArrayList<String>();
    for (Property property : properties) {
      JsonNode value = settings.path(property.name());
      if (!value.isMissingNode() && !value.isNull() && !BlockView.isBlock(property)) {
        String text = words(property, property.shape(), value, form);
        if (!text.isBlank()) {
          words.add(text);
        }
      }
    }
    return String.join(" · ", words);
  }

  /** What a block is called: by its name, by its condition, or by its setting. */
  String of(BlockView block) {
    ObjectNode group = block.group();
    if (group != null) {
      if (group.has("name")) {
        return Definitions.text(group.get("name"), desk.locale(), "");
      }
      if (block.index() >= 0 && block.property().shape() instanceof Shape.Many(Shape.Group of)) {
        String words = of(of.properties(), group);
        return words.isEmpty() ? desk.text("lane.path", block.index() + 1) : words;
      }
    }
    return kind.label(block.property(), desk.locale());
  }

  private String words(Property property, Shape shape, JsonNode value, String form) {
    return switch (shape) {
      case Shape.Reference r ->
          Definitions.title(
              desk.session().files(), r.folder() + "/" + value.asText() + ".json", desk.locale());
      case Shape.Label l -> Definitions.text(value, desk.locale(), "");
      case Shape.Choice c -> kind.label(property, value.asText(), desk.locale());
      case Shape.Many(Shape.Choice c) -> {
        var all = new ArrayList<String>();
        value.forEach(v -> all.add(kind.label(property, v.asText(), desk.locale())));
        yield String.join(desk.context().text("render.comma"), all);
      }
      case Shape.When w -> ConditionText.of(value, fields(form), desk.context());
      case Shape.Named(Shape.Computed c, Of of) -> values(value, id -> named(of, form, id));
      case Shape.Computed c -> computed(value);
      case Shape.Group g -> of(g.properties(), value, form);
      case Shape.Plain p -> value.asText().lines().findFirst().orElse("");
      case Shape.Span s -> ConditionText.span(value.asText(), desk.locale());
      // they mean nothing without the table whose lines have them
      case Shape.FieldName(Of of) when of == Of.LINE -> "";
      case Shape.FieldName f ->
          fields(form).find(value.asText()).map(FieldChoice::label).orElse(value.asText());
      case Shape.Numeric n -> value.asText();
      case Shape.Flag f -> value.asBoolean() ? kind.label(property, desk.locale()) : "";
      case Shape.Many m -> "";
      case Shape.Named n -> "";
      case Shape.Nested n -> "";
    };
  }

  /** A field that gets a value; which table a line is of doesn't matter for what it is called. */
  private Optional<FieldChoice> named(@Nullable Of of, String form, String id) {
    Fields fields = fields(form);
    return of == null
        ? fields.find(id)
        : fields.ownTables().stream()
            .flatMap(table -> fields.lines(table.path()).find(id).stream())
            .findFirst();
  }

  private Fields fields(String form) {
    return Fields.of(desk, form);
  }

  private static String computed(JsonNode value) {
    return value.isObject()
        ? value.path("expr").asText(value.path("field").asText(value.path("js").asText()))
        : value.asText();
  }

  private String values(JsonNode set, Function<String, Optional<FieldChoice>> fields) {
    var words = new ArrayList<String>();
    set.properties()
        .forEach(
            entry -> {
              FieldChoice field = fields.apply(entry.getKey()).orElse(null);
              JsonNode value = entry.getValue();
              String shown =
                  field == null || value.isObject()
                      ? computed(value)
                      : field.text(value, desk.context());
              words.add((field == null ? entry.getKey() : field.label()) + " = " + shown);
            });
    return String.join(desk.context().text("render.comma"), words);
  }
}
