package dev.nacre.workspace.list;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import dev.nacre.app.SavedView;
import dev.nacre.metadata.FormDefinition.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The views of a form, and behind them those that people saved. */
final class ViewTabs extends Tabs {
  private final Map<Tab, UUID> saved = new HashMap<>();

  /**
   * Tabs.
   *
   * @param pick told of a saved view
   * @param see told of a view of the form
   */
  ViewTabs(Consumer<UUID> pick, Consumer<String> see) {
    addClassName("nacre-tabs");
    addSelectedChangeListener(
        change -> {
          Tab chosen = change.getSelectedTab();
          if (!change.isFromClient() || chosen == null) {
            return;
          }
          UUID id = saved.get(chosen);
          if (id != null) {
            pick.accept(id);
          } else {
            see.accept(chosen.getId().orElse(""));
          }
        });
  }

  /** Shows which there are. */
  void show(ListPlan plan, List<SavedView> others, @Nullable UUID picked) {
    List<View> views = plan.form().definition().views();
    setVisible(views.size() + others.size() > 1 || !others.isEmpty());
    removeAll();
    saved.clear();
    for (View view : views) {
      var tab = new Tab(view.name() == null ? view.id() : view.name().in(getLocale()));
      tab.setId(view.id());
      add(tab);
      if (picked == null && view.equals(plan.view())) {
        setSelectedTab(tab);
      }
    }
    for (SavedView view : others) {
      var tab = new Tab(icon(view), new Span(view.name()));
      tab.getElement().setAttribute("data-saved", view.name());
      saved.put(tab, view.id());
      add(tab);
      if (view.id().equals(picked)) {
        setSelectedTab(tab);
      }
    }
  }

  private static Icon icon(SavedView view) {
    Icon icon = (view.roles().isEmpty() ? VaadinIcon.BOOKMARK : VaadinIcon.USERS).create();
    icon.addClassName("saved");
    return icon;
  }
}
