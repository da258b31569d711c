package dev.nacre.workflow;

import dev.nacre.metadata.NacreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells people of instances that couldn't begin: nobody would look for them. */
final class StartIncidents {
  private final NotificationStore notifications;

  StartIncidents(NotificationStore notifications) {
    this.notifications = notifications;
  }

  /** Tells of those that have failed already. */
  void tell(WorkflowRegistry workflows, List<Instance> started, Instant now) {
    var told = new ArrayList<Notification>();
    for (Instance one : started) {
      if (one.state() == Instance.State.FAILED) {
        find(workflows, one)
            .map(workflow -> Incident.of(workflow, null, null, one.problems()))
            .ifPresent(
                incident -> incident.to().forEach(to -> told.add(incident.message(one, to, now))));
      }
    }
    if (!told.isEmpty()) {
      notifications.store(told);
    }
  }

  private static Optional<Workflow> find(WorkflowRegistry workflows, Instance one) {
    try {
      return workflows.find(one.app(), one.version(), one.workflow());
    } catch (NacreException e) {
      return Optional.empty(); // its version can't be compiled any more
    }
  }
}
