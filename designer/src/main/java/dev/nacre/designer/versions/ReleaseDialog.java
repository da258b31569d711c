package dev.nacre.designer.versions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.app.Version;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.NacreException;
import java.util.ArrayList;
import java.util.List;

/** Says in plain language who gets which version: some first, everybody else at the end. */
final class ReleaseDialog extends Dialog {
  private final Desk desk;
  private final EngineVersions engine;
  private final String app;
  private final List<Integer> versions;
  private final List<PartRow> rows = new ArrayList<>();
  private final Div list = new Div();
  private final ComboBox<Integer> rest;
  private final Div refusal = new Div();

  ReleaseDialog(Desk desk, EngineVersions engine, String app, VersionsScreen.Attempt attempt) {
    this.desk = desk;
    this.engine = engine;
    this.app = app;
    this.versions = engine.of(app).stream().map(Version::number).toList();
    setHeaderTitle(desk.text("release.title"));
    setWidth("56rem");
    rest = version(desk, versions, desk.text("release.rest.label"));
    rest.getElement().setAttribute("data-part", "rest");
    rest.addClassName("nd-rest");
    rest.setWidth("14rem");
    engine.served(app).ifPresent(release -> rest.setValue(release.rest()));
    list.addClassName("nd-parts");
    refusal.addClassName("nd-error");
    var add = new Button(desk.text("release.add"), VaadinIcon.PLUS.create(), click -> row());
    add.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    add.getElement().setAttribute("data-action", "add-part");
    add(new Paragraph(desk.text("release.about")), list, add, rest, refusal);
    var save = new Button(desk.text("release.save"), click -> save(attempt));
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.getElement().setAttribute("data-action", "release-now");
    getFooter().add(new Button(desk.text("cancel"), click -> close()), save);
    row();
  }

  static ComboBox<Integer> version(Desk desk, List<Integer> versions, String label) {
    var box = new ComboBox<Integer>(label);
    box.setItems(versions);
    box.setItemLabelGenerator(number -> desk.text("versions.number", number));
    box.setWidth("9rem");
    return box;
  }

  private void row() {
    var row =
        new PartRow(
            desk,
            versions,
            engine.roles(app, desk.locale()),
            gone -> {
              rows.remove(gone);
              list.remove(gone);
            });
    rows.add(row);
    list.add(row);
  }

  private void save(VersionsScreen.Attempt attempt) {
    ArrayNode parts = Json.MAPPER.createArrayNode();
    rows.forEach(row -> parts.add(row.json()));
    var last = parts.addObject();
    if (rest.getValue() != null) {
      last.put("version", rest.getValue());
    }
    refusal.removeAll();
    try {
      engine.release(app, parts);
    } catch (NacreException e) {
      e.problems().forEach(p -> refusal.add(new Paragraph(Wording.of(p, desk.locale()))));
      return;
    }
    close();
    attempt.to(desk.text("release.done"), () -> {});
  }
}
