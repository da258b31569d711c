package dev.nacre.workspace.list;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import java.time.LocalDate;
import java.util.function.Consumer;

/** Asks for a day, for those who don't drag. */
final class DayDialog extends Dialog {
  DayDialog(String title, LocalDate now, Consumer<LocalDate> chosen) {
    setHeaderTitle(title);
    var day = new DatePicker(getTranslation("calendar.day"), now);
    day.setLocale(getLocale());
    day.setWidthFull();
    var move =
        new Button(
            getTranslation("calendar.move.now"),
            click -> {
              if (day.getValue() != null) {
                close();
                chosen.accept(day.getValue());
              }
            });
    move.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    move.addClickShortcut(Key.ENTER);
    move.setId("move-day");
    add(day);
    getFooter().add(new Button(getTranslation("view.cancel"), click -> close()), move);
  }
}
