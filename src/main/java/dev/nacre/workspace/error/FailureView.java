package dev.nacre.workspace.error;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import dev.nacre.workspace.shell.MainLayout;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Something broke that should not have. */
@ParentLayout(MainLayout.class)
public final class FailureView extends Div implements HasErrorParameter<Exception> {
  private static final Logger LOG = Logger.getLogger(FailureView.class);
  private static final int SHORT = 8;

  @Override
  public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
    String reference = UUID.randomUUID().toString().substring(0, SHORT);
    LOG.errorf(
        parameter.getException(),
        "the page %s could not be shown, told as %s",
        event.getLocation().getPath(),
        reference);
    Explanation.fill(
        this,
        VaadinIcon.EXCLAMATION_CIRCLE_O,
        getTranslation("error.unexpected"),
        getTranslation("error.unexpected.text", reference));
    return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }
}
