package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.draft.FieldPath;
import dev.nacre.designer.draft.FormEdit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of the form itself. */
final class FormSheet extends Sheet {
  private final Map<String, PropertyEditor> editors = new LinkedHashMap<>();

  FormSheet(Desk desk) {
    super(desk);
    property("name", new LabelProperty(desk, desk.text("form.name")));
    property("description", new LabelProperty(desk, desk.text("form.description")));
    List<String> fields =
        desk.form()
            .map(form -> form.fields().stream().map(FormEdit::id).toList())
            .orElse(List.of());
    property(
        "titleField", Editors.choice(desk.text("form.titleField"), fields, id -> title(desk, id)));
    var about = About.of(() -> id(desk));
    property("unique", new GroupsProperty(desk, desk.text("form.unique"), about));
    add(hint(desk.text("form.unique.help")));
    property("rules", new RulesProperty(desk, desk.text("form.rules"), about));
    property("states", new StatesProperty(desk, desk.text("form.states"), about));
    property("history", new HistoryProperty(desk, desk.text("form.history"), about));
    property("views", Editors.json(desk, desk.text("form.views")));
    refresh();
  }

  @Override
  @Nullable String pointer() {
    return "";
  }

  @Override
  void refresh() {
    desk.form().ifPresent(form -> editors.forEach((name, e) -> renew(e, form.json().get(name))));
    mark();
  }

  private void property(String name, PropertyEditor editor) {
    editors.put(name, editor);
    input(
        "/" + name,
        editor,
        () -> {
          JsonNode value = editor.value();
          desk.edit(form -> set(form.json(), name, value));
        });
  }

  private static String id(Desk desk) {
    return desk.path().replaceAll("^forms/|\\.json$", "");
  }

  private static String title(Desk desk, String id) {
    return desk.form()
        .flatMap(form -> form.find(FieldPath.of(id)))
        .filter(field -> field.has("label"))
        .map(field -> Definitions.text(field.get("label"), desk.locale(), id))
        .orElse(id);
  }
}
