package dev.nacre.workspace.list;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.record.print.PrintEngine;
import dev.nacre.record.print.PrintTemplate;
import dev.nacre.workspace.Addresses;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What can be done with the records that somebody ticked: print them together. */
final class SelectedBar extends Div {
  private final ListPlan plan;
  private final List<PrintTemplate> prints;
  private final Runnable none;

  /**
   * A bar, not seen while nothing is ticked.
   *
   * @param none takes the ticks away
   */
  SelectedBar(ListPlan plan, List<PrintTemplate> prints, Runnable none) {
    this.plan = plan;
    this.prints = prints;
    this.none = none;
    addClassName("nacre-selected");
    getElement().setAttribute("role", "status");
    setVisible(false);
  }

  /** These are ticked now. */
  void show(Set<ObjectNode> rows) {
    removeAll();
    setVisible(!rows.isEmpty());
    add(new Span(getTranslation("list.selected", rows.size())));
    List<UUID> ids = rows.stream().map(row -> UUID.fromString(row.path("id").asText())).toList();
    if (ids.size() > PrintEngine.MOST) {
      add(new Span(getTranslation("list.selected.many", PrintEngine.MOST)));
    } else {
      prints.forEach(print -> add(link(print, ids)));
    }
    var clear = new Button(getTranslation("list.selected.none"), click -> none.run());
    clear.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    add(clear);
  }

  private Anchor link(PrintTemplate print, List<UUID> ids) {
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
