package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.IdInput;
import dev.nacre.designer.desk.Selection;
import dev.nacre.designer.draft.FieldPath;
import dev.nacre.designer.draft.FormEdit;
import dev.nacre.expression.ValueType;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.Property;
import dev.nacre.metadata.Ids;
import dev.nacre.record.FieldType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The properties of one field. */
final class FieldSheet extends Sheet {
  /** Types whose values are found elsewhere: nothing can be demanded or given here. */
  private static final Set<String> DERIVED = Set.of("lookup", "rollup");

  private final FarProperty far;
  private final Map<String, PropertyEditor> envelope = new LinkedHashMap<>();
  private final Map<String, PropertyEditor> settings = new LinkedHashMap<>();
  private final String typeId;
  private FieldPath path;

  FieldSheet(Desk desk, FieldPath path, ObjectNode field) {
    super(desk);
    this.path = path;
    this.far = new FarProperty(desk, () -> this.path);
    this.typeId = field.path("type").asText();
    FieldType<?> type = desk.types().find(typeId).orElse(null);
    boolean lines = type != null && type.valueType() == ValueType.LINES;
    envelope("label", new LabelProperty(desk, desk.text("field.label")), this::label);
    var id =
        new IdProperty(new IdInput(desk.locale(), desk.text("field.id"), this::taken, this::words));
    envelope("id", id, this::id);
    if (published()) {
      id.fix();
      add(hint(desk.text("field.id.fixed")));
    }
    envelope("help", new LabelProperty(desk, desk.text("field.help")), null);
    boolean derived = DERIVED.contains(typeId);
    if (!derived && !lines) {
      envelope("type", FarProperty.choice(desk.text("field.type"), this::types), this::type);
      if (published()) {
        add(hint(desk.text("field.type.change")));
      }
    }
    if (!derived) {
      flag("required");
    }
    if (type != null) {
      group(desk.text("field.settings"));
      settings(desk.types().descriptor(typeId));
    }
    if (!lines && !derived) {
      group(desk.text("field.value"));
      envelope("default", new DefaultProperty(desk, field), null);
      envelope("formula", formula(), null);
      add(new NamesHint(desk, path));
    }
    if (!derived) {
      group(desk.text("field.more"));
      if (path.line() == null && !lines) {
        flag("unique");
        flag("indexed");
      }
      flag("readOnly");
    }
    refresh();
  }

  @Override
  @Nullable String pointer() {
    return desk.form().flatMap(form -> form.pointer(path)).orElse(null);
  }

  @Override
  boolean stale() {
    return desk.form()
        .flatMap(form -> form.find(path))
        .filter(field -> !field.path("type").asText().equals(typeId))
        .isPresent();
  }

  /** What it can become: everything that has values of its own. */
  private Map<String, String> types() {
    var names = new LinkedHashMap<String, String>();
    for (FieldType<?> type : desk.types().all()) {
      if (!DERIVED.contains(type.id()) && type.valueType() != ValueType.LINES) {
        names.put(type.id(), desk.types().descriptor(type.id()).label(desk.locale()));
      }
    }
    return names;
  }

  /** Another type, with those of its settings that this one has too. */
  private void type() {
    JsonNode wanted = envelope.get("type").value();
    if (wanted == null || wanted.asText().equals(typeId)) {
      refresh();
      return;
    }
    Set<String> known =
        desk.types().descriptor(wanted.asText()).properties().stream()
            .map(Property::name)
            .collect(Collectors.toSet());
    change(
        field -> {
          field.set("type", wanted);
          if (field.get("settings") instanceof ObjectNode settings) {
            settings.retain(known);
            if (settings.isEmpty()) {
              field.remove("settings");
            }
          }
        });
  }

  @Override
  void refresh() {
    desk.form()
        .flatMap(form -> form.find(path))
        .ifPresent(
            field -> {
              envelope.forEach((name, editor) -> renew(editor, field.get(name)));
              settings.forEach((name, editor) -> renew(editor, field.path("settings").get(name)));
            });
    mark();
  }

  private void settings(KindDescriptor kind) {
    var about = new About(this::target, this::target, false);
    for (Property property : kind.properties()) {
      PropertyEditor editor = editor(kind, property, about);
      settings.put(property.name(), editor);
      input("/settings/" + property.name(), editor, () -> setting(property.name(), editor));
    }
    if (kind.properties().isEmpty()) {
      add(hint(desk.text("field.settings.none")));
    }
  }

  /** What is found elsewhere is chosen among what there is. */
  private PropertyEditor editor(KindDescriptor kind, Property property, About about) {
    if (!DERIVED.contains(kind.id())) {
      return Editors.of(desk, kind, property, about);
    }
    String label = kind.label(property, desk.locale());
    return switch (property.name()) {
      case "through" -> FarProperty.choice(label, far::links);
      case "from" -> FarProperty.choice(label, far::linking);
      case "field" -> FarProperty.choice(label, () -> far.fields(source()));
      default -> Editors.of(desk, kind, property, about);
    };
  }

  /** The form that a link leads to, or whose records a figure is over. */
  private String target() {
    String source = source();
    return source.contains(".") ? source.substring(0, source.indexOf('.')) : source;
  }

  /** The same, with the link and the table of a figure. */
  private String source() {
    return desk.form()
        .flatMap(form -> form.find(path))
        .map(field -> field.path("settings"))
        .map(
            own ->
                own.has("through")
                    ? far.form(own.path("through").asText())
                    : own.has("from") ? own.path("from").asText() : own.path("form").asText())
        .orElse("");
  }

  private void setting(String name, PropertyEditor editor) {
    JsonNode value = editor.value();
    change(
        field -> {
          ObjectNode all =
              field.get("settings") instanceof ObjectNode found
                  ? found
                  : field.putObject("settings");
          set(all, name, value);
          if (all.isEmpty()) {
            field.remove("settings");
          }
        });
  }

  private void flag(String name) {
    envelope(name, Editors.flag(desk.text("field." + name)), null);
  }

  private void envelope(String name, PropertyEditor editor, @Nullable Runnable change) {
    envelope.put(name, editor);
    input(
        "/" + name,
        editor,
        change != null
            ? change
            : () -> {
              JsonNode value = editor.value();
              change(field -> set(field, name, value));
            });
  }

  private PropertyEditor formula() {
    var input = new TextArea();
    input.addClassName("nd-code");
    input.setPlaceholder("qty * price");
    input.setValueChangeMode(ValueChangeMode.LAZY);
    input.setValueChangeTimeout(700);
    return new InputProperty<>(
        input,
        desk.text("field.formula"),
        JsonNode::asText,
        com.fasterxml.jackson.databind.node.TextNode::valueOf);
  }

  /** An id that was made from the type follows the label, until somebody has used it. */
  private void label() {
    if (!(envelope.get("label") instanceof LabelProperty label)) {
      return;
    }
    JsonNode value = label.value();
    change(field -> set(field, "label", value));
    String type =
        desk.form().flatMap(f -> f.find(path)).map(f -> f.path("type").asText()).orElse("");
    if (!published() && path.id().matches(type + "(_\\d+)?")) {
      String wanted = Ids.suggest(label.english(), null, "");
      if (!wanted.isEmpty()) {
        rename(wanted);
      }
    }
  }

  private void id() {
    JsonNode given = envelope.get("id").value();
    if (given != null && !published()) {
      rename(given.asText());
    }
    refresh();
  }

  private boolean taken(String id) {
    return !id.equals(path.id())
        && desk.form().filter(form -> !form.free(table(), id).equals(id)).isPresent();
  }

  /** What the label would be as an id. */
  private String words() {
    return envelope.get("label") instanceof LabelProperty label
        ? Ids.suggest(label.english(), null, path.id())
        : path.id();
  }

  private @Nullable String table() {
    return path.line() == null ? null : path.field();
  }

  private void rename(String wanted) {
    if (wanted.equals(path.id())) {
      return;
    }
    FieldPath from = path;
    String to = desk.form().map(form -> form.free(table(), wanted)).orElse(wanted);
    path = from.renamed(to);
    // before the change is told, so that the selection isn't lost
    desk.follow(new Selection.OneField(path));
    desk.edit(form -> form.rename(from, to));
    refresh();
  }

  /** Whether people have records with that field, so that its id stays. */
  private boolean published() {
    return desk.session()
        .published()
        .text(desk.path())
        .flatMap(FormEdit::of)
        .flatMap(form -> form.find(path))
        .isPresent();
  }

  private void change(Consumer<ObjectNode> change) {
    desk.edit(form -> form.find(path).ifPresent(change));
  }
}
