package dev.nacre.workflow;

import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Scripts;
import dev.nacre.record.FieldTypes;
import dev.nacre.record.FormCompiler;
import dev.nacre.workflow.step.ApproveStep;
import dev.nacre.workflow.step.BranchStep;
import dev.nacre.workflow.step.CallStep;
import dev.nacre.workflow.step.CreateStep;
import dev.nacre.workflow.step.DelayStep;
import dev.nacre.workflow.step.DeleteStep;
import dev.nacre.workflow.step.EachStep;
import dev.nacre.workflow.step.EndStep;
import dev.nacre.workflow.step.FillStep;
import dev.nacre.workflow.step.FindStep;
import dev.nacre.workflow.step.NotifyStep;
import dev.nacre.workflow.step.PageStep;
import dev.nacre.workflow.step.ParallelStep;
import dev.nacre.workflow.step.PrintStep;
import dev.nacre.workflow.step.ReleaseStockStep;
import dev.nacre.workflow.step.ReserveStep;
import dev.nacre.workflow.step.ScriptStep;
import dev.nacre.workflow.step.SendStep;
import dev.nacre.workflow.step.SubflowStep;
import dev.nacre.workflow.step.UpdateStep;
import dev.nacre.workflow.step.WaitStep;
import dev.nacre.workflow.trigger.ButtonTrigger;
import dev.nacre.workflow.trigger.DateFieldTrigger;
import dev.nacre.workflow.trigger.InboxTrigger;
import dev.nacre.workflow.trigger.MessageTrigger;
import dev.nacre.workflow.trigger.RecordTrigger;
import dev.nacre.workflow.trigger.ScheduleTrigger;
import dev.nacre.workflow.trigger.WebhookTrigger;
import java.util.List;

/** Every step and trigger type, for tests that run without CDI. */
public final class StepTypes {
  private StepTypes() {}

  /** A compiler that knows all of them. */
  public static WorkflowCompiler compiler(ExpressionEngine expressions, Scripts scripts) {
    return new WorkflowCompiler(
        List.of(
            new ApproveStep(),
            new BranchStep(),
            new CallStep(),
            new CreateStep(),
            new DelayStep(),
            new WaitStep(),
            new SendStep(),
            new DeleteStep(),
            new FillStep(),
            new FindStep(),
            new EachStep(),
            new EndStep(),
            new NotifyStep(),
            new ParallelStep(),
            new PageStep((app, page, by) -> "https://nacre.example/p/" + app + "/" + page),
            new PrintStep(),
            new ReleaseStockStep(),
            new ReserveStep(),
            new ScriptStep(),
            new SubflowStep(),
            new UpdateStep()),
        List.of(
            new ButtonTrigger(),
            new MessageTrigger(),
            new DateFieldTrigger(),
            new InboxTrigger(),
            new RecordTrigger(),
            new ScheduleTrigger(),
            new WebhookTrigger()),
        new FormCompiler(FieldTypes.registry(), expressions),
        expressions,
        scripts);
  }
}
