package dev.nacre.workspace.record;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;

/** Asks whether what somebody wrote and didn't save may be lost. */
final class LeaveQuestion {
  private LeaveQuestion() {}

  /**
   * Asks.
   *
   * @param leave when it may
   * @param stay when it may not
   */
  static void ask(Runnable leave, Runnable stay) {
    var dialog = new ConfirmDialog();
    dialog.setHeader(dialog.getTranslation("record.leave"));
    dialog.setText(dialog.getTranslation("record.leave.text"));
    dialog.setCancelable(true);
    dialog.setCancelText(dialog.getTranslation("record.leave.stay"));
    dialog.setConfirmText(dialog.getTranslation("record.leave.discard"));
    dialog.setConfirmButtonTheme("error primary");
    dialog.addConfirmListener(confirm -> leave.run());
    dialog.addCancelListener(cancel -> stay.run());
    dialog.open();
  }
}
