package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Connector;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Scripts;
import dev.nacre.kind.KindRegistry;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.PageDefinition;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.record.Form;
import dev.nacre.record.FormCompiler;
import dev.nacre.record.Forms;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a definition into a workflow that runs. */
@Singleton
public final class WorkflowCompiler {
  private final KindRegistry<StepType<?>> steps;
  private final KindRegistry<TriggerType<?>> triggers;
  private final FormCompiler asked;
  private final ExpressionEngine expressions;
  private final Scripts scripts;

  /**
   * With these kinds.
   *
   * @param asked compiles what people are asked for
   */
  public WorkflowCompiler(
      @All List<StepType<?>> steps,
      @All List<TriggerType<?>> triggers,
      FormCompiler asked,
      ExpressionEngine expressions,
      Scripts scripts) {
    this.steps = new KindRegistry<>("step", steps);
    this.triggers = new KindRegistry<>("trigger", triggers);
    this.asked = asked;
    this.expressions = expressions;
    this.scripts = scripts;
  }

  /** The step types, for palettes and reference pages. */
  public KindRegistry<StepType<?>> steps() {
    return steps;
  }

  /** The trigger types, for palettes and reference pages. */
  public KindRegistry<TriggerType<?>> triggers() {
    return triggers;
  }

  /**
   * Compiles, and reports everything that is wrong, with pointers into the workflow's file.
   *
   * @param connectors by id, of the same version
   * @param others every workflow of the same version, by id
   * @param prints the prints of the same version, with the form that each is of
   * @param pages the public pages of the same version, by id
   * @return null when anything is wrong
   */
  public @Nullable Workflow compile(
      WorkflowDefinition definition,
      Forms forms,
      Map<String, Connector> connectors,
      Map<String, WorkflowDefinition> others,
      Map<String, String> prints,
      Map<String, PageDefinition> pages,
      Problems problems) {
    var found = new Problems();
    Workflow workflow = compile(definition, forms, connectors, others, prints, pages, false, found);
    problems.addAll(found);
    return found.isEmpty() ? workflow : null;
  }

  /**
   * Compiles what was published once, perhaps under laxer checks, so that as much of it as can goes
   * on running: what only keeps a version from being published isn't looked at, a step that can't
   * be compiled fails where the workflow comes to it, and a trigger that can't starts nothing.
   *
   * @param problems what was found when the file was read, for which none of its steps can run;
   *     gets what is wrong
   */
  public Workflow published(
      WorkflowDefinition definition,
      Forms forms,
      Map<String, Connector> connectors,
      Map<String, WorkflowDefinition> others,
      Map<String, String> prints,
      Map<String, PageDefinition> pages,
      Problems problems) {
    return compile(definition, forms, connectors, others, prints, pages, true, problems);
  }

  private Workflow compile(
      WorkflowDefinition definition,
      Forms forms,
      Map<String, Connector> connectors,
      Map<String, WorkflowDefinition> others,
      Map<String, String> prints,
      Map<String, PageDefinition> pages,
      boolean published,
      Problems found) {
    WorkflowDefinition.Trigger wanted = definition.trigger();
    Form form =
        wanted == null || wanted.form() == null ? null : forms.find(wanted.form()).orElse(null);
    // without its form, every name in the steps would be reported too
    Form record =
        form == null && wanted != null && wanted.form() != null
            ? Form.doubtful(wanted.form())
            : form;
    var compilation =
        new Compilation(
            steps,
            expressions,
            scripts,
            asked,
            forms,
            connectors,
            others,
            prints,
            pages,
            record,
            published,
            found);
    boolean unread = !found.isEmpty();
    Trigger trigger = wanted == null ? null : trigger(wanted, compilation);
    if (unread || (wanted != null && wanted.form() != null && form == null)) {
      compilation.unknown(found.list());
    }
    if (found.list().stream().anyMatch(problem -> problem.pointer().startsWith("/trigger"))) {
      trigger = null;
    }
    compilation.retry(definition.retry(), "/retry");
    WorkflowDefinition.Incidents incidents = definition.incidents();
    if (incidents != null && !forms.permissions().roles().contains(incidents.role())) {
      found.add(
          "/incidents/role",
          "assign_role_unknown",
          incidents.role(),
          String.join(", ", forms.permissions().roles()),
          Suggestions.question(incidents.role(), forms.permissions().roles()));
    }
    compilation.gives(definition.steps());
    Block root = compilation.block("", definition.steps(), "/steps");
    return new Workflow(
        definition,
        forms,
        trigger,
        form == null ? null : form.id(),
        compilation.expand(),
        root,
        found.list());
  }

  private @Nullable Trigger trigger(WorkflowDefinition.Trigger wanted, Compilation compilation) {
    TriggerType<?> kind = triggers.find(wanted.type(), "/trigger/type", compilation.problems());
    return kind == null ? null : trigger(kind, wanted, compilation);
  }

  private <S extends Record> @Nullable Trigger trigger(
      TriggerType<S> kind, WorkflowDefinition.Trigger wanted, Compilation compilation) {
    ObjectNode own = Json.MAPPER.valueToTree(wanted);
    own.remove("type");
    S settings = triggers.settings(kind, own, "/trigger", compilation.problems());
    return settings == null
        ? null
        : kind.compile(settings, new CompileContext(compilation, null, "/trigger"));
  }
}
