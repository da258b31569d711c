package dev.nacre.record.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.NacreException;
import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import java.util.UUID;

/** Presses the buttons that workflows have at records; implemented where workflows are. */
public interface ButtonPress {
  /**
   * Starts the workflow about that record, in the transaction that is open if one is.
   *
   * @param input what the button asks for
   * @return the instance
   * @throws NacreException when it can't be
   */
  UUID press(Forms forms, String workflow, UUID record, ObjectNode input, Identity who);

  /**
   * Whether there is such a workflow with a button at that form's records, which the person may
   * press.
   */
  boolean offers(Forms forms, String form, String workflow, Identity who);

  /**
   * Ends what was started.
   *
   * @throws NacreException when it has finished already
   */
  void takeBack(Forms forms, UUID instance, String reason, Identity who);
}
