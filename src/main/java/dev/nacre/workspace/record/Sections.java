package dev.nacre.workspace.record;

import dev.nacre.designer.render.RenderedField;
import dev.nacre.metadata.FormDefinition;
import dev.nacre.metadata.Text;
import dev.nacre.record.Form;
import dev.nacre.workspace.OpenApp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sections of a form, as laid out; what the layout doesn't name comes last. */
final class Sections {
  private static final int COLUMNS = 2;
  private static final int MOST_COLUMNS = 4;

  private Sections() {}

  /**
   * One section.
   *
   * @param label null when it has none
   * @param columns how many fields stand side by side on a wide screen
   */
  record Section(@Nullable Text label, int columns, List<RenderedField> fields) {}

  /** Those with at least one field that the person may see. */
  static List<Section> of(OpenApp app, Form form) {
    Map<String, RenderedField> rest = new LinkedHashMap<>();
    app.fields(form).forEach(field -> rest.put(field.id(), field));
    var sections = new ArrayList<Section>();
    FormDefinition.Layout layout = form.definition().layout();
    if (layout != null) {
      for (FormDefinition.Section laid : layout.sections()) {
        var fields = new ArrayList<RenderedField>();
        for (String id : laid.fields()) {
          RenderedField field = rest.remove(id);
          if (field != null) {
            fields.add(field);
          }
        }
        int columns =
            laid.columns() == null ? COLUMNS : Math.clamp(laid.columns(), 1, MOST_COLUMNS);
        sections.add(new Section(laid.label(), columns, List.copyOf(fields)));
      }
    }
    sections.add(new Section(null, COLUMNS, List.copyOf(rest.values())));
    return sections.stream().filter(section -> !section.fields().isEmpty()).toList();
  }
}
