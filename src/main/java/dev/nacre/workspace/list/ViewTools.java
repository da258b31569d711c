package dev.nacre.workspace.list;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.nacre.app.SavedView;
import dev.nacre.app.SavedViews;
import dev.nacre.workspace.shell.Toast;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with the arrangement at hand: other columns, saving it, changing a saved one.
 */
final class ViewTools extends Div {
  private final SavedViews store;
  private final Consumer<@Nullable UUID> pick;
  private final ColumnChoice columns;

  /**
   * The tools of a list.
   *
   * @param go told of other columns
   * @param pick told which saved view is wanted; null for the plain list
   */
  ViewTools(SavedViews store, Consumer<ListState> go, Consumer<@Nullable UUID> pick) {
    this.store = store;
    this.pick = pick;
    this.columns = new ColumnChoice(chosen -> go.accept(state().showing(chosen)));
    addClassName("nacre-view-tools");
  }

  private @Nullable ListPlan plan;

  private ListState state() {
    return plan == null ? ListState.plain(null) : plan.state();
  }

  /**
   * Shows what can be done now.
   *
   * @param saved the saved view that the list came from; null for none
   */
  void show(ListPlan shown, @Nullable SavedView saved) {
    plan = shown;
    columns.show(shown);
    removeAll();
    add(columns);
    SavedView.State now = now(shown);
    boolean changed = saved == null ? !shown.state().isPlain() : !saved.state().equals(now);
    if (changed) {
      var save =
          new Button(
              getTranslation("view.save"),
              VaadinIcon.BOOKMARK_O.create(),
              click -> ask(shown, "", Set.of(), null));
      save.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
      save.setId("save-view");
      add(save);
    }
    if (saved != null && (saved.of(shown.app().who().id()) || shown.app().who().administrator())) {
      add(menu(shown, saved, changed));
    }
  }

  private static SavedView.State now(ListPlan shown) {
    return shown.state().toSave(shown.view() == null ? null : shown.view().id());
  }

  private MenuBar menu(ListPlan shown, SavedView saved, boolean changed) {
    var bar = new MenuBar();
    bar.addThemeVariants(MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_ICON);
    var root = bar.addItem(VaadinIcon.ELLIPSIS_DOTS_H.create());
    root.setAriaLabel(getTranslation("view.more", saved.name()));
    SubMenu menu = root.getSubMenu();
    if (changed) {
      menu.addItem(
          getTranslation("view.update"),
          click -> {
            change(shown, saved, saved.name(), saved.roles(), now(shown));
            Toast.done(getTranslation("view.saved", saved.name()));
          });
    }
    menu.addItem(
        getTranslation("view.rename"), click -> ask(shown, saved.name(), saved.roles(), saved));
    menu.addItem(getTranslation("view.delete"), click -> delete(shown, saved));
    return bar;
  }

  private void ask(ListPlan shown, String name, Set<String> roles, @Nullable SavedView saved) {
    new SaveViewDialog(
            shown.app(),
            name,
            roles,
            (called, shared) -> {
              if (saved != null) {
                change(shown, saved, called, shared, saved.state());
              } else {
                var wish = new SavedViews.Wish(called, shared, now(shown));
                SavedView made =
                    store.create(
                        shown.app().address(),
                        shown.app().forms(),
                        shown.form().id(),
                        wish,
                        shown.app().who());
                pick.accept(made.id());
              }
              Toast.done(getTranslation("view.saved", called.strip()));
            })
        .open();
  }

  private void change(
      ListPlan shown, SavedView saved, String name, Set<String> roles, SavedView.State state) {
    SavedView changed =
        store.change(
            shown.app().address(),
            shown.app().forms(),
            shown.form().id(),
            saved.id(),
            new SavedViews.Wish(name, roles, state),
            shown.app().who());
    pick.accept(changed.id());
  }

  private void delete(ListPlan shown, SavedView saved) {
    var dialog = new ConfirmDialog();
    dialog.setHeader(getTranslation("view.delete"));
    dialog.setText(
        getTranslation(
            saved.roles().isEmpty() ? "view.delete.sure" : "view.delete.shared", saved.name()));
    dialog.setCancelable(true);
    dialog.setCancelText(getTranslation("view.cancel"));
    dialog.setConfirmText(getTranslation("view.delete"));
    dialog.setConfirmButtonTheme("error primary");
    dialog.addConfirmListener(
        yes -> {
          store.delete(shown.app().address(), shown.form().id(), saved.id(), shown.app().who());
          pick.accept(null);
        });
    dialog.open();
  }
}
