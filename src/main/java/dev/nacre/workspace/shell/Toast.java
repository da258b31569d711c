package dev.nacre.workspace.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.Notification.Position;
import com.vaadin.flow.component.notification.NotificationVariant;

/** Short messages that go away by themselves. */
public final class Toast {
  private static final int SHORT_MILLIS = 3_000;
  private static final int LONG_MILLIS = 8_000;

  private Toast() {}

  /** Something was done. */
  public static void done(String text) {
    Notification.show(text, SHORT_MILLIS, Position.BOTTOM_CENTER)
        .addThemeVariants(NotificationVariant.LUMO_SUCCESS);
  }

  /** Something was not done; the reason stands elsewhere, or is the text. */
  public static void failed(String text) {
    Notification.show(text, LONG_MILLIS, Position.BOTTOM_CENTER)
        .addThemeVariants(NotificationVariant.LUMO_ERROR);
  }

  /** Something was done that can be taken back for a while. */
  public static void undoable(String text, String undo, Runnable takeBack) {
    var notification = new Notification();
    notification.setDuration(LONG_MILLIS);
    notification.setPosition(Position.BOTTOM_CENTER);
    var button =
        new Button(
            undo,
            click -> {
              notification.close();
              takeBack.run();
            });
    button.addThemeVariants(ButtonVariant.LUMO_SMALL);
    var box = new Div(new Span(text), button);
    box.addClassName("nacre-toast");
    notification.add(box);
    notification.open();
  }
}
