package dev.nacre.designer.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FieldRenderersTest {
  private final FieldRenderers renderers = SampleRenderers.all();
  private final RenderContext english =
      new RenderContext(Locale.ENGLISH, ZoneId.of("Asia/Shanghai"), "CNY", Links.NONE);
  private final RenderContext chinese =
      new RenderContext(Locale.SIMPLIFIED_CHINESE, ZoneId.of("Asia/Shanghai"), "CNY", Links.NONE);

  private static JsonNode json(String text) {
    return Objects.requireNonNull(Json.read(text, new Problems()));
  }

  private RenderedField field(String json) {
    return renderers.of(Json.MAPPER.convertValue(json(json), FieldDefinition.class));
  }

  @Test
  void rendersEveryFieldType() {
    assertThat(renderers.missing()).isEmpty();
  }

  @Test
  void writesMoneyWithTheSignOfTheApp() {
    RenderedField money = field("{\"id\": \"m\", \"type\": \"money\"}");
    assertThat(money.text(json("1234.5"), english)).isEqualTo("¥1,234.50");
    assertThat(money.text(json("-3"), english)).isEqualTo("−¥3.00");
    assertThat(money.text(json("null"), english)).isEmpty();
  }

  @Test
  void writesMomentsInTheZoneOfTheApp() {
    RenderedField moment = field("{\"id\": \"m\", \"type\": \"datetime\"}");
    assertThat(moment.text(json("\"2026-01-31T20:30:00Z\""), english))
        .isEqualTo("2026-02-01 04:30");
  }

  @Test
  void showsTheLabelOfAChoice() {
    RenderedField status = status();
    assertThat(status.text(json("\"paid\""), chinese)).isEqualTo("已付款");
    assertThat(status.text(json("\"gone\""), chinese)).isEqualTo("gone");
  }

  @Test
  void showsACoveredValueAsItIs() {
    RenderedField money = field("{\"id\": \"m\", \"type\": \"money\"}");
    assertThat(money.text(json("\"***\""), english)).isEqualTo("***");
  }

  @Test
  void showsAFieldWithBrokenSettingsAsPlainText() {
    RenderedField broken = field("{\"id\": \"x\", \"type\": \"choice\", \"settings\": {\"a\": 1}}");
    assertThat(broken.text(json("\"v\""), english)).isEqualTo("v");
  }

  @Test
  void saysConditionsInPlainWords() {
    Map<String, RenderedField> known =
        Map.of("status", status(), "at", field("{\"id\": \"at\", \"type\": \"datetime\"}"));
    var words = new ConditionWords(path -> Optional.ofNullable(known.get(path)), english);
    Condition condition =
        Condition.read(
            json(
                """
                {"all": [{"field": "status", "op": "in", "value": ["paid", "sent"]},
                         {"field": "at", "op": "within", "value": {"last": "P7D"}}]}
                """));
    assertThat(words.of(condition))
        .isEqualTo("Status is any of Paid, sent and at is within the last 7 days");
  }

  @Test
  void asksForWaysByTheirBeginning() {
    RenderedField region =
        field(
            """
            {"id": "region", "type": "cascade", "label": {"en": "Region", "zh": "地区"},
             "settings": {"paths": ["广东省/深圳市", "广东省/广州市", "浙江省/杭州市"]}}
            """);
    var words = new ConditionWords(path -> Optional.of(region), chinese);
    assertThat(
            words.of(
                Condition.read(
                    json(
                        "{\"field\": \"region\", \"op\": \"starts_with\","
                            + " \"value\": [\"广东省\", \"深圳市\"]}"))))
        .isEqualTo("地区 开头是 广东省 / 深圳市");
    FieldEditor within = region.filter(Condition.Op.STARTS_WITH, chinese);
    within.show(json("[\"广东省\"]"));
    assertThat(within.value()).isEqualTo(json("[\"广东省\"]"));
    assertThat(offered(within)).contains(List.of("广东省"), List.of("广东省", "深圳市"));
    assertThat(offered(region.filter(Condition.Op.EQ, chinese))).doesNotContain(List.of("广东省"));
  }

  private static List<Object> offered(FieldEditor editor) {
    return ((ComboBox<?>) editor.component())
        .getListDataView()
        .getItems()
        .map(Object.class::cast)
        .toList();
  }

  @Test
  void keepsWhatWasShownInAnEditor() {
    for (String[] sample :
        List.of(
            new String[] {"text", "\"a\""},
            new String[] {"long_text", "\"a\\nb\""},
            new String[] {"number", "12.50"},
            new String[] {"money", "3"},
            new String[] {"boolean", "true"},
            new String[] {"date", "\"2026-02-28\""},
            new String[] {"datetime", "\"2026-02-28T10:15:00Z\""},
            new String[] {"phone", "\"+8613800138000\""},
            new String[] {"address", "{\"city\": \"深圳市\", \"street\": \"1\"}"},
            new String[] {"rich_text", "\"<p>a</p>\""},
            new String[] {"time", "\"08:30\""},
            new String[] {"duration", "\"PT1H30M\""},
            new String[] {"url", "\"https://example.com/a\""},
            new String[] {"barcode", "\"6901234567892\""},
            new String[] {"rating", "3"},
            new String[] {"color", "\"#1676f3\""},
            new String[] {"location", "{\"lat\": 31.2304, \"lng\": 121.4737}"},
            new String[] {"json", "{\"a\": [1, null]}"})) {
      FieldEditor editor =
          field("{\"id\": \"f\", \"type\": \"" + sample[0] + "\"}").editor(english);
      editor.show(json(sample[1]));
      assertThat(Same.as(editor.value(), json(sample[1]))).as(sample[0]).isTrue();
    }
  }

  @Test
  void keepsThePickerAndTheWrittenColourInStep() {
    FieldEditor editor = field("{\"id\": \"f\", \"type\": \"color\"}").editor(english);
    var text = (TextField) editor.component();
    var picker = (Input) text.getPrefixComponent();
    editor.show(json("\"#1676f3\""));
    assertThat(picker.getValue()).isEqualTo("#1676f3");
    text.setValue("#F0a");
    assertThat(picker.getValue()).isEqualTo("#ff00aa");
    assertThat(picker.hasClassName("none")).isFalse();
    text.clear();
    assertThat(picker.hasClassName("none")).isTrue();
    assertThat(editor.value().isNull()).isTrue();
    editor.readOnly(true);
    assertThat(picker.isEnabled()).isFalse();
  }

  @Test
  void offersTheCameraWhereAPhotoIsTaken() {
    assertThat(cameras("{\"id\": \"f\", \"type\": \"image\"}")).isEqualTo(1);
    assertThat(cameras("{\"id\": \"f\", \"type\": \"file\"}")).isEqualTo(1);
    assertThat(
            cameras(
                "{\"id\": \"f\", \"type\": \"file\","
                    + " \"settings\": {\"types\": [\"application/pdf\"]}}"))
        .isZero();
  }

  private long cameras(String field) {
    return below(field(field).editor(english).component())
        .filter(Upload.class::isInstance)
        .filter(upload -> "environment".equals(upload.getElement().getProperty("capture")))
        .count();
  }

  private static Stream<Component> below(Component component) {
    return Stream.concat(
        Stream.of(component), component.getChildren().flatMap(FieldRenderersTest::below));
  }

  private RenderedField status() {
    return field(
        """
        {"id": "status", "type": "choice", "label": {"en": "Status", "zh": "状态"},
         "settings": {"options": [{"value": "paid", "label": {"en": "Paid", "zh": "已付款"}},
                                  {"value": "sent"}]}}
        """);
  }
}
