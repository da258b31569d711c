package dev.nacre.designer.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.kind.Kind;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.WorkflowDefinition.Step;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkflowEditTest {
  record Way(@NotNull Condition when, @NotNull List<Step> steps) {}

  record Fork(List<Way> ways, @Nullable List<Step> otherwise) {}

  record Beside(@NotNull List<Step> steps) {}

  record Asks(@Nullable Beside refused) {}

  record Plain(@Nullable String text) {}

  private static final Map<String, KindDescriptor> KINDS =
      Map.of(
          "fork", kind("fork", Fork.class),
          "ask", kind("ask", Asks.class),
          "plain", kind("plain", Plain.class));

  private static final String FORKED =
      """
      {"id": "w", "trigger": {"type": "record", "form": "order"}, "steps": [
        {"id": "first", "type": "plain"},
        {"id": "choose", "type": "fork", "settings": {"ways": [
          {"when": {"all": []}, "steps": [{"id": "left", "type": "plain"}]},
          {"when": {"all": []}, "steps": []}]}},
        {"id": "last", "type": "plain", "settings": {"text": "steps.first.id + steps.first_two"}}]}
      """;

  @Test
  void findsTheBlocksOfAStepByTheShapeOfItsSettings() {
    List<BlockView> blocks = edit(FORKED).find("choose").orElseThrow().blocks();

    assertThat(blocks)
        .extracting(BlockView::pointer, BlockView::written)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("/ways/0/steps", true),
            org.assertj.core.groups.Tuple.tuple("/ways/1/steps", true),
            org.assertj.core.groups.Tuple.tuple("/otherwise", false));
    assertThat(blocks.getFirst().steps()).extracting(StepView::id).containsExactly("left");
  }

  @Test
  void movesAStepIntoABlockAndOutAgain() {
    WorkflowEdit workflow = edit(FORKED);

    workflow.move("last", new Spot("choose", "/ways/1/steps", null));
    assertThat(workflow.spot("last")).contains(new Spot("choose", "/ways/1/steps", null));
    assertThat(ids(workflow.steps())).containsExactly("first", "choose");

    workflow.move("last", Spot.root("first"));
    assertThat(ids(workflow.steps())).containsExactly("last", "first", "choose");
  }

  @Test
  void putsAStepIntoABlockThatWasNotWrittenYet() {
    WorkflowEdit workflow = edit("{\"steps\": [{\"id\": \"ask\", \"type\": \"ask\"}]}");

    workflow.insert(step("no"), new Spot("ask", "/refused/steps", null));

    assertThat(workflow.json().at("/steps/0/settings/refused/steps/0/id").asText()).isEqualTo("no");
  }

  @Test
  void neverMovesAStepIntoItself() {
    WorkflowEdit workflow = edit(FORKED);

    workflow.move("choose", new Spot("choose", "/ways/0/steps", null));

    assertThat(workflow.text()).isEqualTo(edit(FORKED).text());
  }

  @Test
  void duplicatesAStepWithEverythingInItUnderNewIds() {
    WorkflowEdit workflow = edit(FORKED);

    assertThat(workflow.duplicate("choose")).contains("choose_2");

    assertThat(ids(workflow.steps())).containsExactly("first", "choose", "choose_2", "last");
    assertThat(ids(workflow.all()))
        .containsExactly("first", "choose", "left", "choose_2", "left_2", "last");
  }

  @Test
  void renamesAStepAlsoWhereFormulasNameIt() {
    WorkflowEdit workflow = edit(FORKED);

    workflow.rename("first", "begin");

    assertThat(workflow.find("last").orElseThrow().json().at("/settings/text").asText())
        .isEqualTo("steps.begin.id + steps.first_two");
  }

  @Test
  void leadsFromAProblemToTheInnermostStep() {
    assertThat(edit(FORKED).at("/steps/1/settings/ways/0/steps/0/type").map(StepView::id))
        .contains("left");
    assertThat(edit(FORKED).at("/steps/1/settings/ways/0/when").map(StepView::id))
        .contains("choose");
    assertThat(edit(FORKED).at("/trigger/form")).isEmpty();
  }

  private static WorkflowEdit edit(String text) {
    return WorkflowEdit.of(text, type -> Optional.ofNullable(KINDS.get(type))).orElseThrow();
  }

  private static ObjectNode step(String id) {
    return Json.MAPPER.createObjectNode().put("id", id).put("type", "plain");
  }

  private static List<String> ids(List<StepView> steps) {
    return steps.stream().map(StepView::id).toList();
  }

  private static <S extends Record> KindDescriptor kind(String id, Class<S> settings) {
    return KindDescriptor.of(
        "step",
        new Kind<S>() {
          @Override
          public String id() {
            return id;
          }

          @Override
          public Class<S> settings() {
            return settings;
          }
        });
  }
}
