package dev.nacre.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.app.CompiledApp;
import dev.nacre.designer.render.ConditionWords;
import dev.nacre.designer.render.FieldRenderers;
import dev.nacre.designer.render.RenderContext;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import java.util.List;
import java.util.Optional;

/**
 * An app as it is served to one person at one moment. Screens ask for a new one whenever they are
 * entered, so that what was published a moment ago is there at the next click.
 *
 * @param address as in paths: the app's id, or {@code id@test}
 */
public record OpenApp(
    String address,
    CompiledApp app,
    Identity who,
    RenderContext context,
    FieldRenderers renderers) {

  /** The compiled forms. */
  public Forms forms() {
    return app.forms();
  }

  /** What the person may do with a form's records. */
  public FormAccess access(String form) {
    return forms().permissions().on(form, who);
  }

  /** Whether the person may do that with some records of the form. */
  public boolean may(Action action, String form) {
    return access(form).may(action);
  }

  /** What people call a form. */
  public String title(Form form) {
    return form.definition().title().in(context.locale());
  }

  /** The fields of a form that the person may see, in order. */
  public List<RenderedField> fields(Form form) {
    FormAccess access = access(form.id());
    return form.fields().stream()
        .filter(field -> !access.hidden().contains(field.id()))
        .map(field -> rendered(field, access))
        .toList();
  }

  private RenderedField rendered(Field field, FormAccess access) {
    FieldDefinition definition = field.shown();
    return renderers.of(
        access.masked().contains(field.id())
            ? covered(definition)
            : seen(definition, access.in(field.id())));
  }

  /** What is covered is text with stars, whatever it was; a formula is only ever shown. */
  private static FieldDefinition covered(FieldDefinition field) {
    return field.formula() != null
        ? field
        : new FieldDefinition(
            field.id(),
            "text",
            field.label(),
            field.help(),
            false,
            false,
            false,
            true,
            null,
            null,
            null);
  }

  /** The same of a column. */
  private static ObjectNode covered(ObjectNode column) {
    if (!column.has("formula")) {
      column.put("type", "text").put("readOnly", true);
      column.remove(List.of("settings", "required", "default", "unique"));
    }
    return column;
  }

  /** A table with the columns that the person may see; those that may only be read say so. */
  private static FieldDefinition seen(FieldDefinition field, FormAccess columns) {
    if (columns.equals(FormAccess.FREE) || field.settings() == null) {
      return field;
    }
    ObjectNode settings = field.settings().deepCopy();
    ArrayNode shown = settings.putArray("fields");
    for (JsonNode column : field.settings().path("fields")) {
      String id = column.path("id").asText();
      ObjectNode own = column.deepCopy();
      if (columns.readOnly().contains(id)) {
        own.put("readOnly", true);
      }
      if (!columns.hidden().contains(id)) {
        shown.add(columns.masked().contains(id) ? covered(own) : own);
      }
    }
    return field.withSettings(settings);
  }

  /** A field that the person may see: its own, a system field, or one across links. */
  public Optional<RenderedField> field(Form form, String path) {
    int dot = path.indexOf('.');
    if (dot > 0) {
      Form far =
          form.field(path.substring(0, dot))
              .map(field -> field.lines() ? field.target() : field.linked())
              .orElse(null);
      return far == null ? Optional.empty() : field(far, path.substring(dot + 1));
    }
    Optional<RenderedField> own =
        form.field(path)
            .filter(field -> form.isLines() || !access(form.id()).hidden().contains(field.id()))
            .map(field -> rendered(field, access(form.id())));
    return own.or(() -> renderers.system(path));
  }

  /** Says conditions on a form's records in plain words. */
  public ConditionWords words(Form form) {
    return new ConditionWords(path -> field(form, path), context);
  }

  /**
   * Whether the person may look after workflows that run: administrators, and who may start one.
   */
  public boolean looksAfterWorkflows() {
    return who.administrator()
        || app.workflows().keySet().stream()
            .anyMatch(id -> forms().permissions().startWorkflow(id, who));
  }

  /** What a workflow is called; its id when it is gone. */
  public String workflow(String id) {
    var found = app.documents().workflows().get(id);
    return found == null ? id : found.title().in(context.locale());
  }
}
