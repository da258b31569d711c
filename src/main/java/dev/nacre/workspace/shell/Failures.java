package dev.nacre.workspace.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.quarkus.annotation.VaadinServiceEnabled;
import dev.nacre.designer.render.Texts;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import dev.nacre.security.NotSignedInException;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells people what went wrong while they did something: what, and what to do. */
@Singleton
@Unremovable
@VaadinServiceEnabled
public final class Failures implements VaadinServiceInitListener {
  private static final Logger LOG = Logger.getLogger(Failures.class);
  private static final int SHORT = 8;

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event
        .getSource()
        .addSessionInitListener(init -> init.getSession().setErrorHandler(Failures::show));
  }

  private static void show(ErrorEvent event) {
    Throwable failure = event.getThrowable();
    UI ui = UI.getCurrent();
    if (failure instanceof NotSignedInException && ui != null) {
      ui.getPage().reload();
      return;
    }
    NacreException ours = find(failure);
    String reference = UUID.randomUUID().toString().substring(0, SHORT);
    if (ours == null) {
      LOG.errorf(failure, "failed on a screen, told as %s", reference);
    }
    if (ui != null && ui.isAttached()) {
      Locale locale = ui.getLocale();
      var dialog = new ConfirmDialog();
      dialog.setHeader(Texts.in(locale, ours == null ? "error.unexpected" : "error.not_possible"));
      dialog.setText(
          ours == null
              ? Texts.in(locale, "error.unexpected.text", reference)
              : Wording.of(ours.problems().getFirst(), locale));
      dialog.setConfirmText(Texts.in(locale, "error.ok"));
      dialog.open();
    }
  }

  private static @Nullable NacreException find(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof NacreException ours) {
        return ours;
      }
    }
    return null;
  }
}
