package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.draft.SectionEdit;
import dev.nacre.designer.draft.SectionView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The properties of one section. */
final class SectionSheet extends Sheet {
  private final int index;
  private final LabelProperty label;
  private final PropertyEditor columns;

  SectionSheet(Desk desk, int index) {
    super(desk);
    this.index = index;
    label = input("/label", new LabelProperty(desk, desk.text("section.title")), this::change);
    columns =
        input(
            "/columns",
            Editors.choice(desk.text("section.columns"), List.of("1", "2", "3", "4"), n -> n),
            this::change);
    refresh();
  }

  @Override
  @Nullable String pointer() {
    return "/layout/sections/" + index;
  }

  @Override
  void refresh() {
    desk.form()
        .map(form -> form.sections())
        .filter(sections -> index < sections.size())
        .ifPresent(
            sections -> {
              SectionView section = sections.get(index);
              renew(label, section.label());
              renew(columns, TextNode.valueOf(String.valueOf(section.columns())));
            });
    mark();
  }

  private void change() {
    JsonNode title = label.value();
    JsonNode number = columns.value();
    desk.edit(
        form -> new SectionEdit(form).set(index, title, number == null ? null : number.asInt()));
  }
}
