package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts, shows and repairs instances on behalf of people. */
@Singleton
@SuppressWarnings("DoNotCallSuggester")
public final class InstanceEngine {
  private final Database database;

  InstanceEngine(Database database) {
    this.database = database;
  }

  /**
   * Starts a workflow by hand, and lets it advance as far as it can before answering.
   *
   * @param forms the version served now, on which it will stay
   * @param record the record that it is about; null for none
   * @throws NotFoundException when there is no such workflow or record
   * @throws ForbiddenException when no role of the identity may start it
   */
  public Instance start(
      Forms forms, String workflow, @Nullable UUID record, ObjectNode input, Identity who) {
    throw new IllegalStateException(database + "" + forms + workflow + record + input + who);
  }

  /**
   * An instance as it is now.
   *
   * @throws NotFoundException when there is none or it may not be seen: administrators, who started
   *     it, who has a task in it and who may read its record see it
   */
  public Instance get(Forms forms, UUID id, Identity who) {
    throw new IllegalStateException(forms + "" + id + who);
  }

  /**
   * What happened in an instance so far, oldest first.
   *
   * @throws NotFoundException like {@link #get}
   */
  public List<InstanceEvent> timeline(Forms forms, UUID id, Identity who) {
    throw new IllegalStateException(forms + "" + id + who);
  }

  /**
   * Instances, newest first. About a record: for everybody who may read it; others: for
   * administrators, and for everybody those that they started.
   */
  public InstancePage list(Forms forms, InstanceQuery query, Identity who) {
    throw new IllegalStateException(forms + "" + query + who);
  }

  /**
   * Lets a failed instance go on from the step that failed, and advance as far as it can.
   *
   * @throws NotPossibleException when it hasn't failed
   * @throws ForbiddenException when the identity may not start its workflow
   */
  public Instance retry(Forms forms, UUID id, Identity who) {
    throw new IllegalStateException(forms + "" + id + who);
  }

  /**
   * Ends an instance and closes its tasks. What its steps have written stays.
   *
   * @param reason shown in its timeline; may be null
   * @throws NotPossibleException when it has finished
   * @throws ForbiddenException when the identity may not start its workflow
   */
  public Instance cancel(Forms forms, UUID id, @Nullable String reason, Identity who) {
    throw new IllegalStateException(forms + "" + id + reason + who);
  }
}
