package dev.nacre.workspace.list;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.checkbox.CheckboxGroupVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import dev.nacre.designer.render.RenderedField;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/** Which fields a list shows: those ticked, the ones that were there before in their order. */
final class ColumnChoice extends Div {
  private final Popover popover = new Popover();
  private final Consumer<List<String>> chosen;

  /**
   * A button with the choice behind it.
   *
   * @param chosen told of the columns; none means the view's own
   */
  ColumnChoice(Consumer<List<String>> chosen) {
    this.chosen = chosen;
    var open = new Button(getTranslation("list.columns"), VaadinIcon.LIST_SELECT.create());
    open.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    open.setId("choose-columns");
    popover.setTarget(open);
    popover.setPosition(PopoverPosition.BOTTOM_END);
    popover.setAriaLabel(getTranslation("list.columns"));
    add(open);
  }

  /** Shows which there are now. */
  void show(ListPlan plan) {
    List<RenderedField> offered = plan.offered();
    List<String> now = plan.columns().stream().map(RenderedField::id).toList();
    var ticks = new CheckboxGroup<String>();
    ticks.addThemeVariants(CheckboxGroupVariant.LUMO_VERTICAL);
    ticks.setItems(offered.stream().map(RenderedField::id).toList());
    ticks.setItemLabelGenerator(
        id ->
            offered.stream()
                .filter(field -> field.id().equals(id))
                .map(field -> field.label(plan.app().context()))
                .findFirst()
                .orElse(id));
    ticks.setValue(new LinkedHashSet<>(now));
    var apply =
        new Button(
            getTranslation("list.filter.apply"),
            click -> {
              popover.close();
              var columns = new ArrayList<>(now);
              // a column across links can't be ticked, so it stays
              columns.removeIf(
                  id ->
                      offered.stream().anyMatch(f -> f.id().equals(id))
                          && !ticks.getValue().contains(id));
              ticks.getValue().stream().filter(id -> !columns.contains(id)).forEach(columns::add);
              chosen.accept(columns);
            });
    apply.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    apply.setEnabled(!now.isEmpty());
    ticks.addValueChangeListener(change -> apply.setEnabled(!change.getValue().isEmpty()));
    var reset =
        new Button(
            getTranslation("list.columns.reset"),
            click -> {
              popover.close();
              chosen.accept(List.of());
            });
    reset.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    var ends = new Div(apply, reset);
    ends.addClassName("ends");
    var form = new Div(ticks, ends);
    form.addClassName("nacre-columns");
    popover.removeAll();
    popover.add(form);
  }
}
