package dev.nacre.record.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.AppFiles;
import dev.nacre.record.Forms;
import dev.nacre.record.Query;
import dev.nacre.record.TestApp;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What publishing would mean for the records there are. */
class ChangePlanTest {
  private final TestApp app =
      TestApp.of(
          files(
              "{'id': 'code', 'type': 'text'},{'id': 'kind', 'type': 'choice', 'settings':"
                  + " {'options': [{'value': 'a'}, {'value': 'b'}]}},{'id': 'qty', 'type':"
                  + " 'number'},{'id': 'lines', 'type': 'table', 'settings': {'fields': [{'id':"
                  + " 'n', 'type': 'number'}]}}",
              ""));

  private static AppFiles files(String fields, String more) {
    return AppFiles.of(
        Map.of(
            "app.json",
            "{\"schemaVersion\": 1, \"id\": \"shop\", \"version\": \"1.0.0\"}",
            "forms/item.json",
            ("{'id': 'item', 'fields': [" + fields + "]" + more + "}").replace('\'', '"')));
  }

  @BeforeEach
  void records() {
    app.create("item", "{'code': '7', 'kind': 'a', 'qty': 1, 'lines': [{'n': 1}, {'n': 90}]}");
    app.create("item", "{'code': '7', 'kind': 'b', 'qty': 500}");
    app.create("item", "{'code': 'x', 'kind': 'b'}");
    app.create("item", "{'qty': 2}");
  }

  private ChangePlan plan(String fields, String more) {
    return new ChangePlanner(app.database).plan(app.forms, next(fields, more));
  }

  private Forms next(String fields, String more) {
    return app.draft(2, files(fields, more));
  }

  private static final String KIND =
      "{'id': 'kind', 'type': 'choice', 'settings': {'options': [{'value': 'a'}, {'value':"
          + " 'b'}]}},";
  private static final String CODE = "{'id': 'code', 'type': 'text'},";
  private static final String QTY = "{'id': 'qty', 'type': 'number'},";
  private static final String LINES =
      "{'id': 'lines', 'type': 'table', 'settings': {'fields': [{'id': 'n', 'type': 'number'}]}}";

  private Effect only(ChangePlan plan) {
    assertThat(plan.effects()).hasSize(1);
    return plan.effects().getFirst();
  }

  private int asked(Effect effect) {
    return app.engine
        .query(app.forms, Query.of("item").where(effect.shows()), TestApp.ADMIN)
        .records()
        .size();
  }

  @Test
  void saysNothingOfWhatStays() {
    assertThat(plan(CODE + KIND + QTY + LINES, "").effects()).isEmpty();
  }

  @Test
  void countsWhatWouldBeRequiredAndIsEmpty() {
    Effect effect =
        only(plan("{'id': 'code', 'type': 'text', 'required': true}," + KIND + QTY + LINES, ""));
    assertThat(effect.kind()).isEqualTo(Effect.Kind.REQUIRED);
    assertThat(effect.rows()).isEqualTo(1);
    assertThat(effect.of()).isEqualTo(4);
    assertThat(effect.blocking()).isFalse();
    assertThat(asked(effect)).isEqualTo(1);
    assertThat(effect.says().message(Locale.ENGLISH)).contains("empty in 1 of 4");
    assertThat(effect.says().message(Locale.CHINESE)).contains("4 条中有 1 条");
  }

  @Test
  void countsValuesOutsideNewBounds() {
    Effect effect =
        only(
            plan(
                CODE + KIND + "{'id': 'qty', 'type': 'number', 'settings': {'max': 100}}," + LINES,
                ""));
    assertThat(effect.kind()).isEqualTo(Effect.Kind.VALUES);
    assertThat(effect.rows()).isEqualTo(1);
    assertThat(effect.examples()).containsExactly(new Effect.Example("500", 1));
    assertThat(asked(effect)).isEqualTo(1);
  }

  @Test
  void countsValuesOutsideNewOptions() {
    Effect effect =
        only(
            plan(
                CODE
                    + "{'id': 'kind', 'type': 'choice', 'settings': {'options': [{'value': 'a'}]}},"
                    + QTY
                    + LINES,
                ""));
    assertThat(effect.rows()).isEqualTo(2);
    assertThat(asked(effect)).isEqualTo(2);
  }

  @Test
  void countsLinesToo() {
    Effect effect =
        only(
            plan(
                CODE
                    + KIND
                    + QTY
                    + "{'id': 'lines', 'type': 'table', 'settings': {'fields': [{'id': 'n', 'type':"
                    + " 'number', 'settings': {'max': 10}}]}}",
                ""));
    assertThat(effect.table()).isEqualTo("lines");
    assertThat(effect.rows()).isEqualTo(1);
    assertThat(effect.of()).isEqualTo(2);
    assertThat(asked(effect)).isEqualTo(1);
  }

  @Test
  void findsWhatKeepsAGroupFromBeingUnique() {
    ChangePlan plan = plan(CODE + KIND + QTY + LINES, ", 'unique': [['code']]");
    Effect effect = only(plan);
    assertThat(effect.blocking()).isTrue();
    assertThat(effect.rows()).isEqualTo(2);
    assertThat(effect.examples()).containsExactly(new Effect.Example("7", 2));
    assertThat(asked(effect)).isEqualTo(2);
    assertThat(plan.blocking()).hasSize(1);
    assertThat(plan(CODE + KIND + QTY + LINES, ", 'unique': [['code', 'kind']]").blocking())
        .isEmpty();
  }

  @Test
  void countsWhatAChangedTypeCannotSay() {
    Effect effect = only(plan("{'id': 'code', 'type': 'number'}," + KIND + QTY + LINES, ""));
    assertThat(effect.kind()).isEqualTo(Effect.Kind.TYPE);
    assertThat(effect.rows()).isEqualTo(1);
    assertThat(effect.examples()).containsExactly(new Effect.Example("x", 1));
  }

  @Test
  void findsWhatIsNotUniqueInAnotherType() {
    app.create("item", "{'code': '07.0'}");
    ChangePlan plan =
        plan("{'id': 'code', 'type': 'number'}," + KIND + QTY + LINES, ", 'unique': [['code']]");
    assertThat(plan.blocking()).hasSize(1);
    assertThat(plan.blocking().getFirst().message(Locale.ENGLISH)).startsWith("3 records");
  }

  @Test
  void saysThatRetiredValuesStay() {
    Effect effect = only(plan(CODE + KIND + LINES, ""));
    assertThat(effect.kind()).isEqualTo(Effect.Kind.FIELD_RETIRED);
    assertThat(effect.rows()).isEqualTo(3);
  }

  @Test
  void tellsALabelAndAFormulaApart() {
    assertThat(
            only(plan("{'id': 'code', 'type': 'text', 'label': 'Code'}," + KIND + QTY + LINES, ""))
                .kind())
        .isEqualTo(Effect.Kind.LABEL);
    assertThat(
            only(plan(
                    CODE + KIND + "{'id': 'qty', 'type': 'number', 'formula': '1 + 1'}," + LINES,
                    ""))
                .kind())
        .isEqualTo(Effect.Kind.FORMULA);
  }

  @Test
  void countsARequiredFieldThatIsNew() {
    Effect effect =
        only(
            plan(
                CODE + KIND + QTY + LINES + ", {'id': 'x', 'type': 'date', 'required': true}", ""));
    assertThat(effect.rows()).isEqualTo(4);
    assertThat(effect.kind()).isEqualTo(Effect.Kind.REQUIRED);
  }

  @Test
  void countsWhatARetiredFieldStillHoldsWhenItComesBack() {
    Forms without = app.version(2, files(KIND + "{'id': 'qty', 'type': 'number'}", ""));
    Forms back =
        app.draft(
            3,
            files(
                "{'id': 'code', 'type': 'text', 'required': true, 'settings': {'pattern':"
                    + " '[0-9]'}},"
                    + KIND
                    + QTY
                    + LINES,
                ", 'unique': [['code']]"));
    ChangePlan plan = new ChangePlanner(app.database).plan(without, back);

    assertThat(plan.effects())
        .extracting(effect -> effect.kind() + " " + effect.field() + " " + effect.rows())
        .containsExactly(
            "FIELD_ADDED code 3",
            "REQUIRED code 1",
            "VALUES code 1",
            "FIELD_ADDED lines 1",
            "UNIQUE code 2");
    assertThat(plan.blocking()).hasSize(1);
    assertThat(plan.effects().getFirst().says().message(Locale.ENGLISH))
        .contains("comes back; 3 of 4");
    assertThat(plan.effects().getFirst().says().message(Locale.CHINESE)).contains("4 条中有 3 条");
  }
}
