package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import dev.nacre.metadata.NacreException;
import dev.nacre.record.Asked;
import dev.nacre.record.RecordEngine;
import dev.nacre.workspace.OpenApp;
import java.util.function.Consumer;

/** What the button of a workflow asks for, over the record. */
final class ButtonDialog extends Dialog {
  private final AskedForm form;
  private final Consumer<ObjectNode> start;
  private final Button go;

  /**
   * A dialog, to be opened.
   *
   * @param title what the button says
   * @param begin what the fields begin with
   * @param start starts the workflow with what was given; throws what keeps it from that
   */
  ButtonDialog(
      OpenApp app,
      RecordEngine records,
      Asked asked,
      String title,
      ObjectNode begin,
      Consumer<ObjectNode> start) {
    this.form = new AskedForm(app, records, asked, begin);
    this.start = start;
    setHeaderTitle(title);
    addClassNames("nacre-new-record", "nacre-button-dialog");
    setWidth("min(640px, 96vw)");
    setCloseOnOutsideClick(false);
    go = new Button(title, click -> start());
    go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    go.setDisableOnClick(true);
    go.setId("button-start");
    var cancel = new Button(getTranslation("record.cancel"), click -> close());
    cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    getFooter().add(cancel, go);
    add(form);
    addOpenedChangeListener(
        change -> {
          if (change.isOpened()) {
            form.focusFirst();
          }
        });
  }

  private void start() {
    try {
      start.accept(form.data());
      close();
    } catch (NacreException e) {
      go.setEnabled(true);
      form.refused(e.problems());
    }
  }
}
