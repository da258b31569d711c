package dev.nacre.workspace.list;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.designer.render.ConditionWords;
import dev.nacre.metadata.Condition;
import java.util.function.Consumer;

/** Search, and what else must hold, as removable chips in plain words. */
final class FilterBar extends Div {
  private static final int TYPING_MILLIS = 350;

  private final Consumer<ListState> go;
  private final TextField search = new TextField();
  private final Div chips = new Div();
  private final Popover popover = new Popover();
  private final Button add;
  private final Button clear;
  private ListState state = ListState.plain(null);

  /**
   * A bar.
   *
   * @param go told of every change that the person wishes
   */
  FilterBar(Consumer<ListState> go) {
    this.go = go;
    addClassName("nacre-filter");
    search.setClearButtonVisible(true);
    search.setPrefixComponent(VaadinIcon.SEARCH.create());
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.setValueChangeTimeout(TYPING_MILLIS);
    search.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            go.accept(state.searching(change.getValue()));
          }
        });
    chips.addClassName("chips");
    chips.getElement().setAttribute("role", "list");
    add = new Button(getTranslation("list.filter.add"), VaadinIcon.FILTER.create());
    add.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    clear = new Button(getTranslation("list.filter.clear"), click -> go.accept(state.cleared()));
    clear.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    popover.setTarget(add);
    popover.setPosition(PopoverPosition.BOTTOM_START);
    popover.setAriaLabel(getTranslation("list.filter.add"));
    add(search, chips, add, clear);
  }

  /** Shows what holds now. */
  void show(ListPlan plan) {
    state = plan.state();
    search.setVisible(plan.searchable());
    String label = getTranslation("list.search");
    search.setPlaceholder(label);
    search.setAriaLabel(label);
    search.setTooltipText(
        getTranslation(
            "list.search.where",
            String.join(
                getTranslation("list.search.comma"),
                plan.searched().stream()
                    .map(f -> f.definition().title().in(plan.app().context().locale()))
                    .toList())));
    if (!search.getValue().strip().equals(state.text())) {
      search.setValue(state.text());
    }
    ConditionWords words = plan.app().words(plan.form());
    chips.removeAll();
    for (int i = 0; i < state.filters().size(); i++) {
      chips.add(chip(words.of(state.filters().get(i)), i));
    }
    clear.setVisible(!state.filters().isEmpty());
    popover.removeAll();
    popover.add(new FilterForm(plan, this::chosen));
  }

  private Div chip(String text, int index) {
    var words = new Span(text);
    var remove =
        new Button(VaadinIcon.CLOSE_SMALL.create(), click -> go.accept(state.without(index)));
    remove.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    remove.setAriaLabel(getTranslation("list.filter.remove", text));
    var chip = new Div(words, remove);
    chip.addClassName("chip");
    chip.getElement().setAttribute("role", "listitem");
    return chip;
  }

  private void chosen(Condition condition) {
    popover.close();
    go.accept(state.and(condition));
  }
}
