package dev.nacre.workspace.error;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import dev.nacre.workspace.shell.MainLayout;
import jakarta.servlet.http.HttpServletResponse;

/** There is no such page. */
@ParentLayout(MainLayout.class)
public final class UnknownPageView extends Div implements HasErrorParameter<NotFoundException> {
  @Override
  public int setErrorParameter(
      BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
    Explanation.fill(
        this,
        VaadinIcon.MAP_MARKER,
        getTranslation("error.unknown_page"),
        getTranslation("error.unknown_page.text"));
    return HttpServletResponse.SC_NOT_FOUND;
  }
}
