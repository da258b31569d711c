package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.designer.desk.Desk;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the app is called, and in which zone and currency it thinks. */
final class AppSheet extends Sheet {
  private final Map<String, PropertyEditor> editors = new LinkedHashMap<>();

  AppSheet(Desk desk) {
    super(desk);
    add(hint(desk.text("app.help")));
    keep("name", new LabelProperty(desk, desk.text("form.name")));
    keep("description", new LabelProperty(desk, desk.text("form.description")));
    keep("timeZone", Editors.zone(desk, desk.text("app.zone"), "UTC"));
    keep(
        "currency",
        Editors.choice(
            desk.text("app.currency"),
            Currency.getAvailableCurrencies().stream()
                .map(Currency::getCurrencyCode)
                .sorted()
                .toList(),
            code -> code + " " + named(code)));
    refresh();
  }

  private String named(String code) {
    try {
      return Currency.getInstance(code).getDisplayName(desk.locale());
    } catch (IllegalArgumentException e) {
      return ""; // what is written wrongly is shown as it stands
    }
  }

  private void keep(String name, PropertyEditor editor) {
    editors.put(name, editor);
    input(
        "/" + name,
        editor,
        () -> {
          JsonNode value = editor.value();
          desk.editJson(json -> set(json, name, value));
        });
  }

  @Override
  @Nullable String pointer() {
    return "";
  }

  @Override
  void refresh() {
    desk.json().ifPresent(json -> editors.forEach((name, e) -> renew(e, json.get(name))));
    mark();
  }
}
