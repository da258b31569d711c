package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.security.Identity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done with a task.
 *
 * @param comment may be null
 * @param data by action: whom to delegate to, where to return to, values to fill in; else kept in
 *     the step's output
 * @param seen what the fields to fill in held when the person saw them; empty when they don't say
 * @param files ids of files that they have uploaded, which are attached
 */
public record Act(
    TaskAction action,
    @Nullable String comment,
    ObjectNode data,
    ObjectNode seen,
    List<String> files,
    Identity who) {
  /** Copies the files. */
  public Act {
    files = List.copyOf(files);
  }

  /** By somebody who doesn't say what they saw. */
  public Act(
      TaskAction action,
      @Nullable String comment,
      ObjectNode data,
      List<String> files,
      Identity who) {
    this(action, comment, data, JsonNodeFactory.instance.objectNode(), files, who);
  }
}
