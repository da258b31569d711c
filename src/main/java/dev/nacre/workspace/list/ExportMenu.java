package dev.nacre.workspace.list;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.nacre.record.Field;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.transfer.TableWriter.Format;
import org.jspecify.annotations.Nullable;

/** What a list shows as a file: which kind, and whether a row is a record or a line. */
final class ExportMenu extends MenuBar {
  private final transient ListPlan shown;
  private final transient RecordEngine records;
  private final MenuItem root;

  ExportMenu(ListPlan shown, RecordEngine records) {
    this.shown = shown;
    this.records = records;
    addThemeVariants(MenuBarVariant.LUMO_TERTIARY);
    setId("export-records");
    root = addItem(VaadinIcon.DOWNLOAD_ALT.create());
    root.add(getTranslation("list.export"));
    root.setAriaLabel(getTranslation("list.export"));
    offer(Format.XLSX, null, getTranslation("list.export.xlsx"));
    offer(Format.CSV, null, getTranslation("list.export.csv"));
    var hidden = shown.app().access(shown.form().id()).hidden();
    for (Field table : shown.form().tables()) {
      if (!hidden.contains(table.id())) {
        String title = table.definition().title().in(getLocale());
        offer(Format.XLSX, table, getTranslation("list.export.lines", title));
      }
    }
  }

  private void offer(Format format, @Nullable Field lines, String label) {
    var link = new Anchor(new ListExport(shown, records, format, lines), label);
    link.getElement().setAttribute("download", true).setAttribute("router-ignore", true);
    link.addClassName("nacre-menu-link");
    root.getSubMenu().addItem(link);
  }
}
