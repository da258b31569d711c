package dev.nacre.workspace.transfer;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.nacre.record.Field;
import dev.nacre.record.Form.UniqueGroup;
import dev.nacre.record.transfer.ImportSettings;
import dev.nacre.record.transfer.ImportSettings.Mode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether rows make new records or change those that are there, and how these are found. */
final class MatchBar extends Div {
  private final Chosen chosen;
  private final Select<Mode> mode = new Select<>();
  private final MultiSelectComboBox<Goal> key = new MultiSelectComboBox<>();
  private List<Goal> mapped = List.of();
  private boolean lines;

  MatchBar(Chosen chosen, ImportSettings settings, List<Goal> goals, Runnable changed) {
    this.chosen = chosen;
    addClassName("bar");
    mode.setLabel(getTranslation("import.mode"));
    mode.setItems(Mode.values());
    mode.setItemLabelGenerator(m -> getTranslation("import.mode." + m.id()));
    mode.setValue(settings.mode());
    mode.setId("import-mode");
    mode.setWidth("18em");
    key.setLabel(getTranslation("import.key"));
    key.setItemLabelGenerator(Goal::label);
    key.setHelperText(getTranslation("import.key.help"));
    key.setId("import-key");
    key.setWidth("24em");
    key.setItems(goals);
    var known = new LinkedHashSet<Goal>();
    for (String id : settings.key()) {
      goals.stream().filter(goal -> goal.path().equals(id)).forEach(known::add);
    }
    key.setValue(known);
    mode.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            offer(mapped);
            changed.run();
          }
        });
    key.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            changed.run();
          }
        });
    add(mode, key);
  }

  /** Offers what has a column now; begins with what is unique. */
  void offer(List<Goal> nowMapped) {
    mapped = nowMapped;
    lines = mapped.stream().anyMatch(Goal::line);
    List<Goal> possible = mapped.stream().filter(goal -> !goal.line()).toList();
    var kept = new LinkedHashSet<>(key.getValue());
    kept.retainAll(possible);
    key.setItems(possible);
    boolean needed = mode.getValue() != Mode.CREATE || lines;
    key.setValue(needed && kept.isEmpty() ? natural(possible) : kept);
    key.setVisible(needed);
  }

  private Set<Goal> natural(List<Goal> possible) {
    for (UniqueGroup group : chosen.form().unique()) {
      List<String> ids = group.fields().stream().map(Field::id).toList();
      List<Goal> goals = possible.stream().filter(goal -> ids.contains(goal.path())).toList();
      if (goals.size() == ids.size()) {
        return new LinkedHashSet<>(goals);
      }
    }
    return Set.of();
  }

  /** Whether something must be chosen before anything can begin. */
  boolean lacksKey() {
    return key.isVisible() && key.getValue().isEmpty();
  }

  Mode mode() {
    return mode.getValue();
  }

  List<String> key() {
    return key.isVisible() ? key.getValue().stream().map(Goal::path).toList() : List.of();
  }
}
