package dev.nacre.designer.canvas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.NewField;
import dev.nacre.designer.desk.Placing;
import dev.nacre.designer.desk.Selection;
import dev.nacre.designer.draft.FieldPath;
import dev.nacre.designer.draft.FormEdit;
import dev.nacre.designer.draft.Place;
import dev.nacre.designer.draft.SectionEdit;
import dev.nacre.designer.draft.SectionView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The open form, drawn with the inputs that people will fill, section by section. */
public final class FormCanvas extends Div {
  private final Desk desk;
  private final Div sections = new Div();
  private Map<String, FieldBox> boxes = new HashMap<>();

  /** The canvas of that desk. */
  public FormCanvas(Desk desk) {
    this.desk = desk;
    addClassName("nd-canvas");
    sections.addClassName("nd-sections");
    var more = new Button(desk.text("section.add"), VaadinIcon.PLUS.create());
    more.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    more.addClickListener(click -> addSection());
    add(sections, more);
    // beside everything that can be selected lies the form itself
    getElement()
        .addEventListener("click", event -> desk.select(new Selection.Whole()))
        .setFilter("event.target === element");
    desk.listen(event -> draw());
    draw();
  }

  private void draw() {
    FormEdit form = desk.form().orElse(null);
    sections.removeAll();
    if (form == null) {
      if (desk.onForm()) {
        sections.add(new Paragraph(desk.text("canvas.unreadable")));
      }
      return;
    }
    var kept = new HashMap<String, FieldBox>();
    List<FieldPath> wrong = Wrong.fields(desk);
    List<SectionView> views = form.sections();
    for (int i = 0; i < views.size(); i++) {
      int index = i;
      var fields = new ArrayList<FieldBox>();
      for (ObjectNode field : views.get(i).fields()) {
        FieldBox box = box(field, index, kept);
        FieldPath path = FieldPath.of(FormEdit.id(field));
        box.mark(desk.selectedField().filter(path::equals).isPresent(), wrong.contains(path));
        fields.add(box);
      }
      sections.add(new SectionBox(desk, index, views.get(i), fields));
    }
    boxes = kept;
    if (form.fields().isEmpty()) {
      sections.add(new Paragraph(desk.text("canvas.empty")));
    }
  }

  /** What looks the same stays as it is, so that the screen doesn't flicker or scroll. */
  private FieldBox box(ObjectNode field, int section, Map<String, FieldBox> kept) {
    String id = FormEdit.id(field);
    String key = desk.path() + " " + section + " " + id;
    FieldBox box = boxes.get(key);
    if (box == null || !box.draws(field)) {
      box = new FieldBox(desk, field);
      Dropping.on(box, dragged -> new Placing(desk).drop(dragged, new Place(section, id)));
    }
    kept.put(key, box);
    return box;
  }

  private void addSection() {
    int index = desk.form().map(form -> form.sections().size()).orElse(0);
    desk.edit(form -> new SectionEdit(form).add(NewField.section()));
    desk.select(new Selection.Section(index));
  }
}
