package dev.nacre.workspace.list;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.render.Formats;
import dev.nacre.metadata.Condition;
import dev.nacre.record.print.PrintEngine;
import dev.nacre.record.print.PrintTemplate;
import dev.nacre.record.transfer.BulkWish;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.bulk.BulkScreens;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with the records that somebody ticked, or with all that the list finds: change
 * them, press a button at each, delete or print them.
 */
final class SelectedBar extends Div {
  private final ListPlan plan;
  private final List<PrintTemplate> prints;
  private final BulkScreens bulk;
  private final List<BulkScreens.Choice> choices;
  private final @Nullable Condition filter;
  private final long count;
  private final Listener listener;
  private List<UUID> ids = List.of();
  private boolean all;

  /** What the list does. */
  interface Listener {
    /** Takes the ticks away. */
    void none();

    /** Shows the records as they are now. */
    void changed();
  }

  /**
   * A bar, not seen while nothing is ticked.
   *
   * @param filter what the list asks; null means all
   * @param count how many records it finds
   */
  SelectedBar(
      ListPlan plan,
      List<PrintTemplate> prints,
      BulkScreens bulk,
      List<BulkScreens.Choice> choices,
      @Nullable Condition filter,
      long count,
      Listener listener) {
    this.plan = plan;
    this.prints = prints;
    this.bulk = bulk;
    this.choices = choices;
    this.filter = filter;
    this.count = count;
    this.listener = listener;
    addClassName("nacre-selected");
    getElement().setAttribute("role", "status");
    setVisible(false);
  }

  /** Whether anything can be done with several. */
  boolean useful() {
    return !prints.isEmpty() || !choices.isEmpty();
  }

  /** These are ticked now. */
  void show(Set<ObjectNode> rows) {
    ids = rows.stream().map(row -> UUID.fromString(row.path("id").asText())).toList();
    all = false;
    draw();
  }

  private void draw() {
    removeAll();
    setVisible(!ids.isEmpty());
    add(
        new Span(
            all
                ? getTranslation("list.selected.all", number(count))
                : getTranslation("list.selected", number(ids.size()))));
    if (!all && count > ids.size() && !choices.isEmpty()) {
      var everything =
          new Button(
              getTranslation("list.select.all", number(count)),
              click -> {
                all = true;
                draw();
              });
      everything.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
      everything.setId("select-all-found");
      add(everything);
    }
    choices.forEach(choice -> add(button(choice)));
    if (!all && ids.size() <= PrintEngine.MOST) {
      prints.forEach(print -> add(link(print)));
    } else if (!prints.isEmpty()) {
      add(new Span(getTranslation("list.selected.many", PrintEngine.MOST)));
    }
    var clear = new Button(getTranslation("list.selected.none"), click -> listener.none());
    clear.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    add(clear);
  }

  private String number(long many) {
    return Formats.number(BigDecimal.valueOf(many), getLocale());
  }

  private Button button(BulkScreens.Choice choice) {
    boolean delete = choice.action() == BulkWish.Action.DELETE;
    var icon =
        switch (choice.action()) {
          case UPDATE -> VaadinIcon.EDIT;
          case DELETE -> VaadinIcon.TRASH;
          case RESTORE -> VaadinIcon.ARROW_BACKWARD;
          case START -> VaadinIcon.PLAY;
        };
    var button =
        new Button(
            choice.title() == null
                ? getTranslation("bulk.do." + choice.action().id())
                : choice.title(),
            icon.create(),
            click ->
                bulk.open(
                    plan.app(),
                    plan.form(),
                    choice,
                    all ? null : ids,
                    all ? filter : null,
                    listener::changed));
    button.addThemeVariants(ButtonVariant.LUMO_SMALL);
    if (delete) {
      button.addThemeVariants(ButtonVariant.LUMO_ERROR);
    }
    button.getElement().setAttribute("data-bulk", choice.action().id());
    return button;
  }

  private Anchor link(PrintTemplate print) {
    String title = print.title().in(getLocale());
    var face = new Button(getTranslation("list.selected.print", title), VaadinIcon.PRINT.create());
    face.addThemeVariants(ButtonVariant.LUMO_SMALL);
    face.setTabIndex(-1);
    var link =
        new Anchor(Addresses.print(plan.app().address(), plan.form().id(), print.id(), ids), face);
    link.setRouterIgnore(true);
    link.getElement()
        .setAttribute("target", "_blank")
        .setAttribute("rel", "noopener")
        .setAttribute("data-print", print.id());
    return link;
  }
}
