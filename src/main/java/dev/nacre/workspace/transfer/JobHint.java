package dev.nacre.workspace.transfer;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.workspace.Addresses;

/** Says that nobody has to wait here, and where the work is found again. */
public final class JobHint extends Div {
  /**
   * The hint for a job that runs.
   *
   * @param leaving asked for when somebody goes there, since a dialog would stay open
   */
  public JobHint(String app, Runnable leaving) {
    addClassName("nacre-hint");
    var there =
        new Button(
            getTranslation("job.title"),
            click -> {
              leaving.run();
              UI.getCurrent().navigate(Addresses.jobs(app));
            });
    there.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE);
    add(new Span(getTranslation("job.leave")), there);
  }
}
