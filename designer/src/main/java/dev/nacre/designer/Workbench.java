package dev.nacre.designer;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.inspector.Inspector;
import dev.nacre.designer.publish.ProblemPanel;
import dev.nacre.designer.source.SourceEditor;
import dev.nacre.designer.tree.DefinitionTree;
import dev.nacre.metadata.Problem;
import java.util.List;

/** Everything on the designer's screen, side by side. */
final class Workbench extends Div {
  private final Desk desk;
  private final Tabs tabs = new Tabs();
  private final Tab design;
  private final List<Studio> studios;
  private final Inspector inspector;
  private final SourceEditor source;

  Workbench(Desk desk, String app, String name) {
    this.desk = desk;
    addClassName("nd-bench");
    design = new Tab(desk.text("tab.design"));
    tabs.add(design, new Tab(desk.text("tab.json")));
    tabs.addSelectedChangeListener(change -> arrange());
    studios = Studio.all(desk);
    inspector = new Inspector(desk);
    source = new SourceEditor(desk);
    var side = new Div(new DefinitionTree(desk));
    side.addClassName("nd-side");
    studios.forEach(studio -> side.add(studio.palette()));
    var middle = new Div(tabs);
    studios.forEach(studio -> middle.add(studio.canvas()));
    middle.add(source, new ProblemPanel(desk, this::show));
    middle.addClassName("nd-middle");
    add(new TopBar(desk, app, name), side, middle, inspector);
    desk.listen(
        event -> {
          if (event == Desk.Event.OPENED) {
            tabs.setSelectedTab(design);
          }
          arrange();
        });
    arrange();
  }

  @Override
  protected void onAttach(AttachEvent event) {
    keys(event.getUI(), "event.key.toLowerCase() === 'z' && !event.shiftKey", desk.session()::undo);
    keys(
        event.getUI(),
        "event.key.toLowerCase() === (event.shiftKey ? 'z' : 'y')",
        desk.session()::redo);
  }

  /** With Ctrl, or Command on a Mac, wherever one is; only inputs undo their own typing. */
  private void keys(UI ui, String which, Runnable act) {
    var heard =
        ui.getElement()
            .addEventListener("keydown", event -> act.run())
            .setFilter(
                "(event.ctrlKey || event.metaKey) && "
                    + which
                    + " && !event.composedPath()[0].matches('input, textarea')")
            .preventDefault();
    addDetachListener(
        event -> {
          event.unregisterListener();
          heard.remove();
        });
  }

  private void arrange() {
    boolean drawable = studios.stream().anyMatch(studio -> desk.on(studio.folder()));
    boolean drawn = drawable && design.equals(tabs.getSelectedTab());
    tabs.setVisible(drawable);
    for (Studio studio : studios) {
      boolean open = drawn && desk.on(studio.folder());
      studio.palette().setVisible(open);
      studio.canvas().setVisible(open);
      setClassName("nd-on-" + studio.folder(), open);
    }
    inspector.setVisible(drawn);
    source.setVisible(!drawn);
    setClassName("nd-plain", !drawn);
  }

  private void show(Problem problem) {
    desk.show(problem);
    if (source.isVisible()) {
      source.go(problem);
    }
  }
}
