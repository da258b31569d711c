package dev.nacre.workflow;

import dev.nacre.metadata.Problems;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.record.Forms;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Turns a definition into a workflow that runs. */
@Singleton
@SuppressWarnings("DoNotCallSuggester")
public final class WorkflowCompiler {

  /**
   * Compiles, and reports everything that is wrong, with pointers into the workflow's file.
   *
   * @return null when anything is wrong
   */
  public @Nullable Workflow compile(WorkflowDefinition definition, Forms forms, Problems problems) {
    throw new IllegalStateException(definition + "" + forms + problems.list());
  }
}
