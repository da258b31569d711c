package dev.nacre.workspace.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.page.Page;
import java.util.function.Consumer;

/** Whether there is room for columns side by side, or only for cards. */
final class ScreenWidth {
  private static final int NARROW = 720;

  private ScreenWidth() {}

  /**
   * Tells whether the screen is narrow, at first and whenever it is turned or resized.
   *
   * @param on listened to while it is on a screen
   */
  static void watch(Component on, Consumer<Boolean> narrow) {
    on.addAttachListener(
        attached -> {
          Page page = attached.getUI().getPage();
          narrow.accept(narrow(page.getExtendedClientDetails().getWindowInnerWidth()));
          var resized =
              page.addBrowserWindowResizeListener(
                  resize -> narrow.accept(narrow(resize.getWidth())));
          on.addDetachListener(
              detached -> {
                detached.unregisterListener();
                resized.remove();
              });
        });
  }

  /** A browser that doesn't say is taken for a wide one. */
  private static boolean narrow(int pixels) {
    return pixels > 0 && pixels < NARROW;
  }
}
