package dev.nacre.designer.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormEditTest {
  private static final String LAID_OUT =
      """
      {"id": "order", "titleField": "no",
       "fields": [{"id": "no", "type": "text"}, {"id": "qty", "type": "number"},
         {"id": "lines", "type": "table", "settings": {"fields": [{"id": "sku", "type": "text"}]}},
         {"id": "note", "type": "text"}],
       "unique": [["no", "qty"], ["note"]],
       "layout": {"sections": [{"label": "A", "columns": 3, "fields": ["no", "qty"]},
         {"fields": ["lines"]}]},
       "views": [{"id": "all", "type": "grid", "columns": ["no", "note"], "sort": ["-note"],
         "filter": {"all": [{"field": "note", "op": "empty"},
           {"some": {"table": "lines", "where": {"field": "note", "op": "empty"}}}]}}],
       "rules": [{"id": "r", "when": {"field": "note", "op": "not_empty"},
         "then": [{"require": "note"}, {"set": {"note": "x"}}]}]}
      """;

  private final FormEdit form = FormEdit.of(LAID_OUT).orElseThrow();

  @Test
  void showsFieldsThatNoSectionNamesLast() {
    assertThat(shown()).containsExactly(List.of("no", "qty"), List.of("lines"), List.of("note"));
    assertThat(form.sections().getLast().written()).isFalse();
  }

  @Test
  void addsAFieldAtAPlace() {
    form.add(field("gift"), new Place(0, "qty"));
    assertThat(shown().getFirst()).containsExactly("no", "gift", "qty");
    assertThat(form.fields()).last().isEqualTo(field("gift"));
  }

  @Test
  void addsAFieldToAFormWithoutSections() {
    FormEdit plain =
        FormEdit.of("{\"id\": \"a\", \"fields\": [{\"id\": \"x\", \"type\": \"text\"}]}")
            .orElseThrow();
    plain.add(field("gift"), new Place(0, "x"));
    assertThat(plain.fields()).extracting(FormEdit::id).containsExactly("gift", "x");
    assertThat(plain.json().has("layout")).isFalse();
  }

  @Test
  void movesAFieldBetweenSections() {
    form.move("no", new Place(1, null));
    assertThat(shown()).containsExactly(List.of("qty"), List.of("lines", "no"), List.of("note"));
    form.move("no", new Place(2, "note"));
    assertThat(shown()).containsExactly(List.of("qty"), List.of("lines"), List.of("no", "note"));
  }

  @Test
  void movesAFieldBeforeItselfByDoingNothing() {
    form.move("no", new Place(0, "no"));
    assertThat(shown().getFirst()).containsExactly("no", "qty");
  }

  @Test
  void forgetsARemovedFieldWhereItIsOnlyListed() {
    form.remove(FieldPath.of("note"));
    assertThat(shown()).containsExactly(List.of("no", "qty"), List.of("lines"));
    assertThat(form.json().path("unique").toString()).isEqualTo("[[\"no\",\"qty\"]]");
    assertThat(form.json().at("/views/0/columns").toString()).isEqualTo("[\"no\"]");
    assertThat(form.json().at("/views/0").has("sort")).isFalse();
    // a rule says something of it: a person has to decide
    assertThat(form.json().at("/rules/0/then/0/require").asText()).isEqualTo("note");
  }

  @Test
  void renamesAFieldWhereverTheFormNamesIt() {
    form.rename(FieldPath.of("note"), "remark");
    assertThat(form.text().replace("\"field\" : \"note\",\n            \"op\"", ""))
        .contains("\"field\" : \"remark\"")
        .contains("\"-remark\"")
        .contains("\"require\" : \"remark\"");
    assertThat(form.json().at("/views/0/filter/all/1/some/where/field").asText()).isEqualTo("note");
    assertThat(form.json().at("/rules/0/then/1/set").toString()).isEqualTo("{\"remark\":\"x\"}");
  }

  @Test
  void editsTheFieldsOfLines() {
    form.addLine("lines", field("qty"), "sku");
    assertThat(form.lines("lines")).extracting(FormEdit::id).containsExactly("qty", "sku");
    form.moveLine("lines", "qty", null);
    assertThat(form.lines("lines")).extracting(FormEdit::id).containsExactly("sku", "qty");
    form.remove(new FieldPath("lines", "sku"));
    assertThat(form.lines("lines")).extracting(FormEdit::id).containsExactly("qty");
  }

  @Test
  void findsFieldsByPointerAndBack() {
    var sku = new FieldPath("lines", "sku");
    assertThat(form.pointer(sku)).contains("/fields/2/settings/fields/0");
    assertThat(form.at("/fields/2/settings/fields/0/type")).contains(sku);
    assertThat(form.at("/fields/1/settings/min")).contains(FieldPath.of("qty"));
    assertThat(form.at("/rules/0")).isEmpty();
    assertThat(form.at("/fields/9/id")).isEmpty();
  }

  @Test
  void givesAnIdThatIsFree() {
    assertThat(form.free(null, "gift")).isEqualTo("gift");
    assertThat(form.free(null, "note")).isEqualTo("note_2");
    assertThat(form.free(null, "version")).isEqualTo("version_2");
    assertThat(form.free("lines", "note")).isEqualTo("note");
  }

  @Test
  void editsSections() {
    var sections = new SectionEdit(form);
    int added = sections.add(Json.MAPPER.getNodeFactory().textNode("New"));
    assertThat(added).isEqualTo(3);
    assertThat(shown()).hasSize(4);
    sections.move(3, -1);
    assertThat(form.sections().get(2).label().asText()).isEqualTo("New");
    sections.set(2, null, 1);
    assertThat(form.sections().get(2).columns()).isEqualTo(1);
    sections.remove(2);
    sections.remove(0);
    assertThat(shown()).containsExactly(List.of("lines", "no", "qty"), List.of("note"));
    sections.remove(0);
    sections.remove(0);
    assertThat(form.json().has("layout")).isFalse();
  }

  private List<List<String>> shown() {
    return form.sections().stream()
        .map(s -> s.fields().stream().map(FormEdit::id).toList())
        .toList();
  }

  private static ObjectNode field(String id) {
    return Json.MAPPER.createObjectNode().put("id", id).put("type", "text");
  }
}
