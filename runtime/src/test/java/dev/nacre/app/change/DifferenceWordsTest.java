package dev.nacre.app.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.AppFiles;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceWordsTest {
  private static final String ORDER =
      """
      {"id": "order", "name": {"en": "Order", "zh": "订单"}, "fields": [
        {"id": "phone", "type": "phone", "label": {"en": "Phone", "zh": "电话"}},
        {"id": "lines", "type": "table", "label": {"en": "Lines", "zh": "明细"}, "settings": {
          "fields": [{"id": "sku", "type": "text"}]}},
        {"id": "channel", "type": "choice", "settings": {"options": [{"value": "jd"}]}}]}
      """;

  private static List<String> words(String after, Locale locale) {
    var one = AppFiles.of(Map.of("forms/order.json", ORDER));
    var two = AppFiles.of(Map.of("forms/order.json", after));
    var words = new DifferenceWords(one, two, locale);
    return Difference.between(one, two).stream().map(words::say).toList();
  }

  @Test
  void speaksOfFieldsByTheirLabels() {
    String after =
        ORDER.replace("\"type\": \"phone\",", "\"type\": \"phone\", \"required\": true,");
    assertThat(words(after, Locale.ENGLISH))
        .containsExactly("Field “Phone” of form “Order” is now required.");
    assertThat(words(after, Locale.CHINESE)).containsExactly("表单“订单”的字段“电话”现为必填。");
  }

  @Test
  void speaksOfWhatStandsDeeper() {
    String after =
        ORDER
            .replace(
                "{\"id\": \"sku\", \"type\": \"text\"}",
                "{\"id\": \"sku\", \"type\": \"text\","
                    + " \"settings\": {\"maxLength\": 9}}, {\"id\": \"qty\", \"type\": \"number\"}")
            .replace("[{\"value\": \"jd\"}]", "[{\"value\": \"jd\", \"label\": \"JD\"}]")
            .replace("\"en\": \"Order\"", "\"en\": \"Sale\"");
    assertThat(words(after, Locale.ENGLISH))
        .containsExactlyInAnyOrder(
            "Form “Sale”: the name › en is now Sale (was Order).",
            "Field “sku” of field “Lines” of form “Sale”: the settings was changed.",
            "Field “qty” of field “Lines” of form “Sale” was added.",
            "Option “JD” of field “channel” of form “Sale”: the label is now JD.");
  }
}
