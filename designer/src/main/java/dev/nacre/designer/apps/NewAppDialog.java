package dev.nacre.designer.apps;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.designer.desk.IdInput;
import dev.nacre.designer.desk.Words;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Ids;
import dev.nacre.metadata.NacreException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Asks what a new app is called, and opens it in the designer. */
final class NewAppDialog extends Dialog {
  private static final String ZONE = "Asia/Shanghai";
  private static final String CURRENCY = "CNY";

  private final Words says;
  private final EngineApps engine;
  private final TextField chinese = new TextField();
  private final TextField english = new TextField();
  private final IdInput id;
  private final ComboBox<String> zone = new ComboBox<>();
  private final ComboBox<String> currency = new ComboBox<>();
  private final Div refusal = new Div();
  private final Button create = new Button();

  NewAppDialog(Words says, EngineApps engine) {
    this.says = says;
    this.engine = engine;
    setHeaderTitle(says.text("apps.new"));
    setWidth("28rem");
    chinese.setLabel(says.text("new.name.zh"));
    english.setLabel(says.text("new.name.en"));
    id =
        new IdInput(says.locale(), says.text("field.id"), engine::known, this::words)
            .eager(says.text("apps.id.help"));
    id.onChange(this::check);
    for (TextField name : List.of(chinese, english)) {
      name.setWidthFull();
      name.setValueChangeMode(ValueChangeMode.EAGER);
      name.addValueChangeListener(
          change -> {
            id.propose(words());
            check();
          });
    }
    chinese.getElement().setAttribute("data-new-app", "zh");
    english.getElement().setAttribute("data-new-app", "en");
    choice(zone, says.text("apps.zone"), ZoneId.getAvailableZoneIds().stream().sorted().toList());
    zone.setValue(zone());
    choice(
        currency,
        says.text("apps.currency"),
        Currency.availableCurrencies().map(Currency::getCurrencyCode).sorted().toList());
    currency.setValue(CURRENCY);
    refusal.addClassName("nd-error");
    boolean inChinese = says.locale().getLanguage().equals("zh");
    var content =
        new VerticalLayout(
            inChinese ? chinese : english,
            inChinese ? english : chinese,
            id,
            zone,
            currency,
            refusal);
    content.setPadding(false);
    content.setSpacing(false);
    add(content);
    create.setText(says.text("apps.create"));
    create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    create.getElement().setAttribute("data-action", "create-app");
    create.addClickShortcut(Key.ENTER);
    create.addClickListener(click -> create());
    create.setEnabled(false);
    getFooter().add(new Button(says.text("cancel"), click -> close()), create);
    (inChinese ? chinese : english).focus();
  }

  private static void choice(ComboBox<String> box, String label, List<String> items) {
    box.setLabel(label);
    box.setItems(items);
    box.setWidthFull();
  }

  /** Where the person is, as far as the browser tells. */
  private static String zone() {
    var browser = UI.getCurrent().getPage().getExtendedClientDetails();
    return Optional.ofNullable(browser == null ? null : browser.getTimeZoneId())
        .filter(ZoneId.getAvailableZoneIds()::contains)
        .orElse(ZONE);
  }

  private String words() {
    return Ids.suggest(english.getValue(), null, "app");
  }

  private void check() {
    create.setEnabled(id.fits() && !(english.isEmpty() && chinese.isEmpty()));
  }

  private void create() {
    if (!create.isEnabled()) {
      return;
    }
    String en = english.isEmpty() ? chinese.getValue() : english.getValue();
    String zh = chinese.isEmpty() ? english.getValue() : chinese.getValue();
    refusal.removeAll();
    try {
      engine.create(
          new NewApp(
              id.value(),
              en.strip(),
              zh.strip(),
              Optional.ofNullable(zone.getValue()).orElse(ZONE),
              Optional.ofNullable(currency.getValue()).orElse(CURRENCY)));
    } catch (NacreException e) {
      e.problems().forEach(p -> refusal.add(new Paragraph(Wording.of(p, says.locale()))));
      return;
    }
    close();
    UI.getCurrent().navigate("designer/" + id.value());
  }
}
