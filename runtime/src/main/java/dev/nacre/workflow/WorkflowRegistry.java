package dev.nacre.workflow;

import dev.nacre.record.Forms;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds compiled workflows; the app package knows which version whom serves. */
public interface WorkflowRegistry {
  /**
   * A workflow of that published version, however old.
   *
   * @param app an app id, or {@code id@test}
   */
  Optional<Workflow> find(String app, int version, String workflow);

  /** The workflows that only time starts, of every app, as they are served now. */
  List<Workflow> timed();

  /**
   * The workflows that a message starts, as they are served now.
   *
   * @param app an app id, or {@code id@test}
   */
  List<Workflow> toldBy(String app, String message);

  /**
   * The workflows that what comes in through that connector starts, as they are served now.
   *
   * @param app an app id, or {@code id@test}
   */
  List<Workflow> fedBy(String app, String connector);

  /** The workflows of that version that changes of that form's records may start. */
  List<Workflow> triggeredBy(Forms forms, String form);

  /** The ids of the workflows of that version. */
  Set<String> ids(Forms forms);
}
