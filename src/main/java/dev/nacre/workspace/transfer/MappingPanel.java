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
import com.vaadin.flow.component.textfield.TextArea;
import dev.nacre.record.transfer.FileFormat;
import dev.nacre.record.transfer.ImportEngine;
import dev.nacre.record.transfer.ImportSettings;
import dev.nacre.workspace.shell.NoteDialog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Which column goes into which field, and what becomes of the rows. */
final class MappingPanel extends Div {

  /** What the person does. */
  interface Listener {
    /** Another wish, to be shown in a preview. */
    void changed(ImportSettings settings);

    /** The file is to be read in another way. */
    void reread(FileFormat format);

    /**
     * To be imported, or only tried.
     *
     * @param shared whether the mapping is kept for everybody
     */
    void accepted(ImportSettings settings, boolean shared);

    /** Another file. */
    void other();
  }

  private final ImportEngine.Preview preview;
  private final ImportSettings settings;
  private final Listener listener;
  private final List<Goal> goals;
  private final Map<String, ComboBox<Goal>> choices = new LinkedHashMap<>();
  private final MatchBar match;
  private final Checkbox shared;
  private final TextArea note;
  private final Paragraph hint = new Paragraph();
  private final Button start;
  private final Button attempt;

  /**
   * A panel.
   *
   * @param preview of the file, with the mapping that it begins with
   * @param settings with which it was made
   */
  MappingPanel(
      Chosen chosen, ImportEngine.Preview preview, ImportSettings settings, Listener listener) {
    this.preview = preview;
    this.settings = settings;
    this.listener = listener;
    this.goals = Goal.of(chosen);
    addClassName("nacre-panel");
    hint.addClassName("nacre-hint");
    hint.getElement().setAttribute("aria-live", "polite");
    match = new MatchBar(chosen, settings, goals, this::changed);
    note = NoteDialog.input();
    note.setVisible(chosen.form().asksForNote());
    shared = new Checkbox(getTranslation("import.shared"));
    start = new Button(getTranslation("import.start"), click -> accept(false));
    start.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    start.setId("start-import");
    start.setDisableOnClick(true);
    attempt = new Button(getTranslation("import.try"), click -> accept(true));
    attempt.setId("try-import");
    attempt.setDisableOnClick(true);
    var back = new Button(getTranslation("import.other"), click -> listener.other());
    back.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    var bar = new Div(start, attempt, back);
    bar.addClassName("bar");
    add(
        new H2(getTranslation("import.mapping", chosen.fileName())),
        new SourceBar(preview, listener::reread),
        table(),
        new Div(hint),
        match,
        note,
        shared,
        bar);
    advise();
  }

  private void accept(boolean only) {
    listener.accepted(wish().trying(only), shared.getValue());
  }

  private void changed() {
    advise();
    listener.changed(wish());
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

  private ComboBox<Goal> choice(String column) {
    var choice = new ComboBox<Goal>();
    choice.setItems(goals);
    choice.setItemLabelGenerator(Goal::label);
    choice.setPlaceholder(getTranslation("import.skip"));
    choice.setAriaLabel(getTranslation("import.field") + " " + column);
    choice.setClearButtonVisible(true);
    choice.getElement().setAttribute("data-column", column);
    String path = preview.mapping().get(column);
    goals.stream().filter(g -> g.path().equals(path)).findFirst().ifPresent(choice::setValue);
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
  private void chosen(ComboBox<Goal> choice) {
    choices.values().stream()
        .filter(other -> !other.equals(choice) && choice.getValue() != null)
        .filter(other -> choice.getValue().equals(other.getValue()))
        .forEach(ComboBox::clear);
    changed();
  }

  /** Says what is still missing, and offers what is possible now. */
  private void advise() {
    List<Goal> mapped =
        choices.values().stream().map(ComboBox::getValue).filter(Objects::nonNull).toList();
    match.offer(mapped);
    start.setEnabled(!mapped.isEmpty() && !match.lacksKey());
    attempt.setEnabled(start.isEnabled());
    String missing =
        goals.stream()
            .filter(goal -> goal.required() && !mapped.contains(goal))
            .map(Goal::label)
            .collect(Collectors.joining(getTranslation("render.comma")));
    boolean creates = match.mode() != ImportSettings.Mode.UPDATE;
    String twice =
        preview.repeated().values().stream()
            .distinct()
            .collect(Collectors.joining(getTranslation("render.comma")));
    hint.setText(
        mapped.isEmpty()
            ? getTranslation("import.nothing_guessed")
            : match.lacksKey()
                ? getTranslation("import.key.missing")
                : !missing.isEmpty() && creates
                    ? getTranslation("import.missing", missing)
                    : twice.isEmpty() ? "" : getTranslation("import.twice", twice));
    hint.setVisible(!hint.getText().isEmpty());
  }

  /** What is chosen now. */
  ImportSettings wish() {
    var mapping = new LinkedHashMap<String, String>();
    choices.forEach(
        (column, choice) -> {
          if (choice.getValue() != null) {
            mapping.put(column, choice.getValue().path());
          }
        });
    if (!mapping.isEmpty()) {
      // whoever sees all of them, with what they hold, has said which is meant
      preview.repeated().keySet().forEach(column -> mapping.putIfAbsent(column, ""));
    }
    return new ImportSettings(mapping, match.key(), match.mode(), false, settings.format())
        .noting(note.getValue().isBlank() ? null : note.getValue().strip());
  }
}
