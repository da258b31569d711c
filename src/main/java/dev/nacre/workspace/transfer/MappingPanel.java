package dev.nacre.workspace.transfer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.record.Field;
import dev.nacre.record.Form.UniqueGroup;
import dev.nacre.record.transfer.ImportEngine;
import dev.nacre.record.transfer.ImportSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Which column goes into which field, and whether records are found again. */
final class MappingPanel extends Div {
  private final Chosen chosen;
  private final ImportEngine.Preview preview;
  private final Consumer<ImportSettings> changed;
  private final List<RenderedField> targets;
  private final Map<String, ComboBox<RenderedField>> choices = new LinkedHashMap<>();
  private final Checkbox again = new Checkbox();
  private final Paragraph hint = new Paragraph();
  private final Button start;

  /**
   * A panel.
   *
   * @param preview of the file as it was guessed
   * @param changed told of every other wish
   * @param accepted told what is to be imported
   * @param other for another file
   */
  MappingPanel(
      Chosen chosen,
      ImportEngine.Preview preview,
      Consumer<ImportSettings> changed,
      Consumer<ImportSettings> accepted,
      Runnable other) {
    this.chosen = chosen;
    this.preview = preview;
    this.changed = changed;
    this.targets =
        chosen.app().fields(chosen.form()).stream()
            .filter(f -> f.definition().formula() == null && f.listed())
            .toList();
    addClassName("nacre-panel");
    hint.addClassName("nacre-hint");
    hint.getElement().setAttribute("aria-live", "polite");
    again.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            changed.accept(wish());
          }
        });
    start = new Button(getTranslation("import.start"), click -> accepted.accept(wish()));
    start.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    start.setId("start-import");
    start.setDisableOnClick(true);
    var back = new Button(getTranslation("import.other"), click -> other.run());
    back.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    var bar = new Div(start, back);
    bar.addClassName("bar");
    add(
        new H2(getTranslation("import.mapping", chosen.fileName())),
        table(),
        new Div(hint),
        again,
        bar);
    advise();
  }

  private Div table() {
    var table = new NativeTable();
    NativeTableRow head = table.getHead().addRow();
    head.add(
        new NativeTableHeaderCell(getTranslation("import.column")),
        new NativeTableHeaderCell(getTranslation("import.sample")),
        new NativeTableHeaderCell(getTranslation("import.field")));
    for (int i = 0; i < preview.columns().size(); i++) {
      String column = preview.columns().get(i);
      var sample = new NativeTableCell(sample(i));
      sample.addClassName("sample");
      table
          .getBody()
          .addRow()
          .add(new NativeTableCell(column), sample, new NativeTableCell(choice(column)));
    }
    var scroll = new Div(table);
    scroll.addClassName("scroll");
    return scroll;
  }

  private String sample(int column) {
    return preview.rows().stream()
        .map(row -> column < row.cells().size() ? row.cells().get(column) : "")
        .filter(cell -> !cell.isBlank())
        .limit(3)
        .collect(Collectors.joining(" · "));
  }

  private ComboBox<RenderedField> choice(String column) {
    var choice = new ComboBox<RenderedField>();
    choice.setItems(targets);
    choice.setItemLabelGenerator(field -> field.label(chosen.app().context()));
    choice.setPlaceholder(getTranslation("import.skip"));
    choice.setAriaLabel(getTranslation("import.field") + " " + column);
    choice.setClearButtonVisible(true);
    choice.getElement().setAttribute("data-column", column);
    String field = preview.mapping().get(column);
    targets.stream().filter(f -> f.id().equals(field)).findFirst().ifPresent(choice::setValue);
    choice.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            chosen(choice);
          }
        });
    choices.put(column, choice);
    return choice;
  }

  /** A field takes one column: the other one lets go of it. */
  private void chosen(ComboBox<RenderedField> choice) {
    choices.values().stream()
        .filter(other -> !other.equals(choice) && choice.getValue() != null)
        .filter(other -> choice.getValue().equals(other.getValue()))
        .forEach(ComboBox::clear);
    advise();
    changed.accept(wish());
  }

  private List<String> mapped() {
    return choices.values().stream()
        .map(ComboBox::getValue)
        .filter(Objects::nonNull)
        .map(RenderedField::id)
        .toList();
  }

  /** Says what is still missing, and offers what is possible now. */
  private void advise() {
    List<String> mapped = mapped();
    start.setEnabled(!mapped.isEmpty());
    String missing =
        targets.stream()
            .filter(field -> field.definition().required() && !mapped.contains(field.id()))
            .map(field -> field.label(chosen.app().context()))
            .collect(Collectors.joining(getTranslation("render.comma")));
    hint.setText(
        mapped.isEmpty()
            ? getTranslation("import.nothing_guessed")
            : missing.isEmpty() ? "" : getTranslation("import.missing", missing));
    hint.setVisible(!hint.getText().isEmpty());
    Optional<List<String>> key = key();
    again.setVisible(key.isPresent());
    key.ifPresentOrElse(this::offerKey, again::clear);
  }

  private ImportSettings wish() {
    var mapping = new LinkedHashMap<String, String>();
    choices.forEach(
        (column, choice) -> {
          if (choice.getValue() != null) {
            mapping.put(column, choice.getValue().id());
          }
        });
    List<String> key = again.getValue() ? key().orElse(List.of()) : List.of();
    return new ImportSettings(mapping, key);
  }

  /** The fields that are unique together and all mapped, if there are such. */
  private Optional<List<String>> key() {
    List<String> mapped = mapped();
    var groups = new ArrayList<List<String>>();
    for (UniqueGroup group : chosen.form().unique()) {
      groups.add(group.fields().stream().map(Field::id).toList());
    }
    return groups.stream().filter(mapped::containsAll).findFirst();
  }

  private void offerKey(List<String> key) {
    String names =
        key.stream()
            .map(id -> chosen.app().field(chosen.form(), id))
            .flatMap(Optional::stream)
            .map(field -> field.label(chosen.app().context()))
            .collect(Collectors.joining(" + "));
    again.setLabel(getTranslation("import.again", names));
  }
}
