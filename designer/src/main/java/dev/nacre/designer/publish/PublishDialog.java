package dev.nacre.designer.publish;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.component.textfield.TextField;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.change.Effect;
import java.util.List;

/** Shows what publishing would change, asks for a note, and publishes. */
public final class PublishDialog extends Dialog {
  private static final int LONGEST_NOTE = 500;
  private static final int SHOWN_MILLIS = 5_000;
  private final Desk desk;
  private final TextField note = new TextField();
  private final Div refusal = new Div();
  private final Button publish = new Button();

  /** Asks about the draft of that desk. */
  public PublishDialog(Desk desk) {
    this.desk = desk;
    desk.session().refresh();
    setHeaderTitle(desk.text("publish.title"));
    setWidth("46rem");
    note.setLabel(desk.text("publish.note"));
    note.setPlaceholder(desk.text("publish.note.example"));
    note.setMaxLength(LONGEST_NOTE);
    note.setWidthFull();
    refusal.addClassName("nd-error");
    add(new EffectPanel(desk, this::counted), new ChangeList(desk), note, refusal);
    publish.setText(desk.text("publish"));
    publish.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    publish.setDisableOnClick(true);
    publish.getElement().setAttribute("data-action", "publish-now");
    publish.addClickListener(click -> publish());
    getFooter().add(new Button(desk.text("cancel"), click -> close()), publish);
    List<Problem> problems = desk.session().problems();
    if (!problems.isEmpty()) {
      refusal.add(new Paragraph(desk.text("publish.problems", problems.size())));
    }
    publish.setEnabled(mayPublish());
  }

  private boolean mayPublish() {
    return desk.session().problems().isEmpty() && !desk.session().changes().isEmpty();
  }

  private void counted(List<Effect> effects) {
    publish.setEnabled(mayPublish() && effects.stream().noneMatch(Effect::blocking));
  }

  private void publish() {
    try {
      int version = desk.session().publish(note.isEmpty() ? null : note.getValue().strip());
      close();
      Notification.show(
              desk.text("publish.done", version), SHOWN_MILLIS, Notification.Position.BOTTOM_CENTER)
          .addThemeVariants(NotificationVariant.LUMO_SUCCESS);
    } catch (NacreException e) {
      refusal.removeAll();
      e.problems().forEach(p -> refusal.add(new Paragraph(Wording.of(p, desk.locale()))));
      publish.setEnabled(true);
    }
  }
}
