package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Flow;
import dev.nacre.designer.desk.IdInput;
import dev.nacre.designer.desk.NewStep;
import dev.nacre.designer.desk.Selection;
import dev.nacre.designer.draft.BlockView;
import dev.nacre.designer.draft.StepView;
import dev.nacre.designer.draft.WorkflowEdit;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.NamesField.Of;
import dev.nacre.kind.Property;
import dev.nacre.kind.Property.Shape;
import dev.nacre.metadata.Ids;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The properties of one step; its inner steps are edited where they stand. */
final class StepSheet extends Sheet {
  private final Flow flow;
  private final Map<String, PropertyEditor> envelope = new LinkedHashMap<>();
  private final Map<String, PropertyEditor> settings = new LinkedHashMap<>();
  private final About surroundings = new About(this::form, this::record, false).at(this::line);
  private final String about;
  private String id;

  StepSheet(Desk desk, String id) {
    super(desk);
    this.flow = new Flow(desk);
    this.id = id;
    this.about = key();
    KindDescriptor kind = step().flatMap(step -> flow.kind(step.type())).orElse(null);
    if (kind != null) {
      add(hint(kind.help(desk.locale())));
    }
    envelope("name", new LabelProperty(desk, desk.text("step.name")), this::name);
    if (kind != null) {
      settings(kind);
    }
    group(desk.text("field.more"));
    var input = new IdInput(desk.locale(), desk.text("step.id"), this::taken, this::words);
    envelope("id", new IdProperty(input), this::id);
    envelope("retry", new RetryProperty(desk, desk.text("retry.times.help")), null);
    envelope("description", new LabelProperty(desk, desk.text("form.description")), null);
    if (kind != null) {
      add(new StepNamesHint(desk, id));
    }
    refresh();
  }

  private void settings(KindDescriptor kind) {
    for (Property property : shown(kind)) {
      if (property.shape() instanceof Shape.Many(Shape.Group group)
          && BlockView.isBlock(property)) {
        // a row for each block, with what stands beside its steps
        settings(
            property,
            new RowsProperty(desk, kind, kind.label(property, desk.locale()), group, surroundings));
      } else if (!BlockView.isBlock(property)) {
        settings(property, Editors.of(desk, kind, property, surroundings));
      }
    }
  }

  /** The settings that mean something here, and those that are written all the same. */
  private List<Property> shown(KindDescriptor kind) {
    JsonNode written = step().map(step -> step.json().path("settings")).orElse(null);
    return kind.properties().stream()
        .filter(
            property ->
                surroundings.applies(desk, property)
                    || (written != null && written.has(property.name())))
        .toList();
  }

  private void settings(Property property, PropertyEditor editor) {
    settings.put(property.name(), editor);
    input(
        "/settings/" + property.name(),
        editor,
        () -> {
          JsonNode value = editor.value();
          flow.change(
              id,
              step -> {
                ObjectNode all =
                    step.get("settings") instanceof ObjectNode found
                        ? found
                        : step.putObject("settings");
                set(all, property.name(), value);
              });
        });
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
              flow.change(id, step -> set(step, name, value));
            });
  }

  private Optional<StepView> step() {
    return flow.workflow().flatMap(workflow -> workflow.find(id));
  }

  private String record() {
    return flow.workflow().flatMap(WorkflowEdit::form).orElse("");
  }

  /** The form that the step itself names, else the workflow's. */
  private String form() {
    return step()
        .map(step -> step.json().path("settings").path("form").asText())
        .filter(form -> !form.isEmpty())
        .orElseGet(this::record);
  }

  /** The table at one of whose lines the step stands: that of the outermost step that has one. */
  private String line() {
    return flow.workflow().stream()
        .flatMap(workflow -> workflow.around(id).stream())
        .flatMap(step -> flow.kind(step.type()).stream().map(kind -> table(kind, step)))
        .filter(table -> !table.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String table(KindDescriptor kind, StepView step) {
    return kind.properties().stream()
        .filter(p -> p.shape() instanceof Shape.FieldName(Of of) && of == Of.RECORD_TABLE)
        .map(p -> step.json().path("settings").path(p.name()).asText())
        .findFirst()
        .orElse("");
  }

  private String key() {
    String type = step().map(StepView::type).orElse("");
    List<String> names =
        flow.kind(type).stream().flatMap(kind -> shown(kind).stream()).map(Property::name).toList();
    return String.join(" ", desk.path(), type, form(), line(), names.toString());
  }

  @Override
  boolean stale() {
    return !about.equals(key())
        || !(desk.selection() instanceof Selection.Step selected && selected.id().equals(id));
  }

  @Override
  @Nullable String pointer() {
    return step().map(StepView::pointer).orElse(null);
  }

  @Override
  void refresh() {
    step()
        .ifPresent(
            step -> {
              envelope.forEach((name, e) -> renew(e, step.json().get(name)));
              settings.forEach((name, e) -> renew(e, step.json().path("settings").get(name)));
            });
    mark();
  }

  /** An id that was made from the kind follows the name. */
  private void name() {
    if (!(envelope.get("name") instanceof LabelProperty label)) {
      return;
    }
    JsonNode value = label.value();
    flow.change(id, step -> set(step, "name", value));
    String type = step().map(StepView::type).orElse("");
    String wanted = Ids.suggest(label.english(), null, "");
    if (NewStep.isReadyMade(id, type) && !wanted.isEmpty()) {
      rename(wanted);
    }
  }

  private void id() {
    JsonNode given = envelope.get("id").value();
    if (given != null) {
      rename(given.asText());
    }
    refresh();
  }

  private boolean taken(String wanted) {
    return !wanted.equals(id)
        && flow.workflow().filter(w -> !w.free(wanted).equals(wanted)).isPresent();
  }

  /** What the name would be as an id. */
  private String words() {
    return envelope.get("name") instanceof LabelProperty label
        ? Ids.suggest(label.english(), null, id)
        : id;
  }

  private void rename(String wanted) {
    if (wanted.equals(id)) {
      return;
    }
    String from = id;
    String to = flow.workflow().map(workflow -> workflow.free(wanted)).orElse(wanted);
    id = to;
    // before the change is told, so that the selection isn't lost
    desk.follow(new Selection.Step(to));
    flow.edit(workflow -> workflow.rename(from, to));
    refresh();
  }
}
