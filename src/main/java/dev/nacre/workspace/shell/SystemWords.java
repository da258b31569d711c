package dev.nacre.workspace.shell;

import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.SystemMessages;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.quarkus.annotation.VaadinServiceEnabled;
import dev.nacre.designer.render.Texts;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.util.Locale;

/**
 * What the page says by itself when the server can't: the session is gone, or the answer made no
 * sense. A reload helps in every case; it waits for a click, so that what was written can be saved
 * elsewhere first.
 */
@Singleton
@Unremovable
@VaadinServiceEnabled
public final class SystemWords implements VaadinServiceInitListener {
  @Override
  public void serviceInit(ServiceInitEvent event) {
    event.getSource().setSystemMessagesProvider(info -> in(info.getLocale()));
  }

  private static SystemMessages in(Locale locale) {
    String again = Texts.in(locale, "system.reload");
    var words = new CustomizedSystemMessages();
    words.setSessionExpiredCaption(Texts.in(locale, "system.expired"));
    words.setSessionExpiredMessage(again);
    words.setSessionExpiredNotificationEnabled(true);
    words.setCookiesDisabledCaption(Texts.in(locale, "system.expired"));
    words.setCookiesDisabledMessage(again);
    words.setInternalErrorCaption(Texts.in(locale, "error.unexpected"));
    words.setInternalErrorMessage(again);
    return words;
  }
}
