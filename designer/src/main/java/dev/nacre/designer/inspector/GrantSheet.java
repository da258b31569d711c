package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Rights;
import dev.nacre.designer.draft.FormEdit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the holders of a role may do with one form: with which records, and with which fields. */
final class GrantSheet extends Sheet {
  private final Rights rights;
  private final String form;
  private final Map<String, PropertyEditor> actions = new LinkedHashMap<>();
  private final Map<String, PropertyEditor> fields = new LinkedHashMap<>();

  GrantSheet(Desk desk, String form) {
    super(desk);
    this.rights = new Rights(desk);
    this.form = form;
    group(desk.text("role.records"));
    for (String action : Rights.ACTIONS) {
      var editor = new ReachProperty(desk, desk.text("role.action." + action), form);
      actions.put(action, editor);
      input("/" + action, editor, () -> rights.grant(form, action, editor.value()));
    }
    group(desk.text("role.fields"));
    add(hint(desk.text("role.fields.help")));
    desk.session()
        .form("forms/" + form + ".json")
        .ifPresent(edit -> FormEdit.objects(edit.json().path("fields")).forEach(this::fields));
    refresh();
  }

  /** A field and, of a table, its columns. */
  private void fields(ObjectNode field) {
    String id = FormEdit.id(field);
    String label = label(field);
    limit(id, label);
    for (ObjectNode column : FormEdit.objects(field.path("settings").path("fields"))) {
      limit(id + "." + FormEdit.id(column), label + " › " + label(column));
    }
  }

  private String label(ObjectNode field) {
    return Definitions.text(field.path("label"), desk.locale(), FormEdit.id(field));
  }

  private void limit(String id, String label) {
    var editor = new LimitProperty(desk, label);
    fields.put(id, editor);
    input(
        "/fields/" + id,
        editor,
        () -> {
          JsonNode mark = editor.value();
          rights.limit(form, id, mark == null ? null : mark.asText());
        });
  }

  @Override
  @Nullable String pointer() {
    return "/forms/" + form;
  }

  @Override
  boolean stale() {
    return !desk.on("roles");
  }

  @Override
  void refresh() {
    ObjectNode access = rights.form(form);
    actions.forEach((action, editor) -> renew(editor, access.get(action)));
    fields.forEach((id, editor) -> renew(editor, access.path("fields").get(id)));
    mark();
  }
}
