package dev.nacre.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.transfer.ButtonPress;
import dev.nacre.security.Identity;
import java.util.UUID;

/** An app without workflows. */
final class NoButtons implements ButtonPress {
  @Override
  public UUID press(Forms forms, String workflow, UUID record, ObjectNode input, Identity who) {
    throw new NotFoundException(Problem.at("", "workflow_unknown", workflow));
  }

  @Override
  public boolean offers(Forms forms, String form, String workflow, Identity who) {
    return false;
  }

  @Override
  public void takeBack(Forms forms, UUID instance, String reason, Identity who) {
    throw new NotFoundException(Problem.at("", "workflow_unknown", instance));
  }
}
