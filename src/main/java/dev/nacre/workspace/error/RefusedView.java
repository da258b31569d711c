package dev.nacre.workspace.error;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.NotFoundException;
import dev.nacre.security.ForbiddenException;
import dev.nacre.workspace.shell.MainLayout;
import jakarta.servlet.http.HttpServletResponse;

/** The engine refused, and says why. */
@ParentLayout(MainLayout.class)
public final class RefusedView extends Div implements HasErrorParameter<NacreException> {
  @Override
  public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NacreException> parameter) {
    NacreException refusal = parameter.getException();
    Problem problem = refusal.problems().getFirst();
    return switch (refusal) {
      case NotFoundException gone -> {
        fill(VaadinIcon.MAP_MARKER, "error.not_found", problem);
        yield HttpServletResponse.SC_NOT_FOUND;
      }
      case ForbiddenException closed -> {
        Explanation.fill(
            this,
            VaadinIcon.LOCK,
            getTranslation("error.forbidden"),
            getTranslation("error.forbidden.text"));
        yield HttpServletResponse.SC_FORBIDDEN;
      }
      default -> {
        fill(VaadinIcon.EXCLAMATION_CIRCLE_O, "error.not_possible", problem);
        yield HttpServletResponse.SC_BAD_REQUEST;
      }
    };
  }

  private void fill(VaadinIcon icon, String title, Problem problem) {
    Explanation.fill(this, icon, getTranslation(title), Wording.of(problem, getLocale()));
  }
}
