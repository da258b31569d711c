package dev.nacre.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AppReaderTest {
  private final Problems problems = new Problems();

  @Test
  void readsFieldsThatSayOnlyWhatMatters() {
    var app =
        AppReader.read(
            AppFiles.of(
                Map.of(
                    "app.json",
                    "{\"schemaVersion\": 1, \"id\": \"shop\"}",
                    "forms/order.json",
                    "{\"id\": \"order\", \"fields\": [{\"id\": \"no\", \"type\": \"text\"}]}")),
            problems);

    assertThat(problems.list()).isEmpty();
    FieldDefinition field = app.forms().get("order").fields().getFirst();
    assertThat(field.required()).isFalse();
    assertThat(field.settings()).isNull();
  }

  @Test
  void namesEveryFaultAtItsPlace() {
    AppReader.read(
        AppFiles.of(
            Map.of(
                "app.json",
                "{\"schemaVersion\": 1, \"id\": \"shop\"}",
                "forms/order.json",
                """
                {"id": "order", "colour": "red",
                 "fields": [{"id": "老板要看的", "type": "text"}, {"id": "a"}],
                 "rules": [{"id": "r", "then": [{"require": "a"}],
                            "when": {"any": [{"field": "a", "op": "equals", "value": 1}]}}]}
                """)),
        problems);

    assertThat(problems.list())
        .extracting(p -> p.file() + " " + p.pointer() + " " + p.code())
        .containsExactlyInAnyOrder(
            "forms/order.json /colour property_unknown",
            "forms/order.json /fields/0/id id_invalid",
            "forms/order.json /fields/1/type property_missing",
            "forms/order.json /rules/0/when/any/0/op value_not_allowed");
  }
}
