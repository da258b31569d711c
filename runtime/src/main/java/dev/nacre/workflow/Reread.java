package dev.nacre.workflow;

import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The records of runs that go on at the same moment, after their wishes were granted: when the
 * first of them looks at its own again, all are read by one query. Between them nobody writes.
 */
final class Reread {
  private final RecordEngine records;
  private final Workflow workflow;
  private final Set<UUID> wanted = new TreeSet<>();
  private @Nullable Map<UUID, StoredRecord> found;

  private Reread(RecordEngine records, Workflow workflow) {
    this.records = records;
    this.workflow = workflow;
  }

  /** Lets those runs read together from now on, until they have another wish. */
  static void together(List<InstanceRun> runs, RecordEngine records) {
    Map<Workflow, Reread> shared = new LinkedHashMap<>();
    for (InstanceRun run : runs) {
      Workflow workflow = run.context().workflow();
      UUID about = run.instance().record();
      if (about != null && workflow.form() != null) {
        Reread reread = shared.computeIfAbsent(workflow, w -> new Reread(records, w));
        reread.wanted.add(about);
        run.context().reread(reread);
      }
    }
  }

  /** The record as it is, or as it was when it was deleted; null when there never was one. */
  @Nullable StoredRecord record(UUID id) {
    if (found == null) {
      String form = String.valueOf(workflow.form());
      found = records.load(workflow.forms(), form, wanted, workflow.expand());
    }
    return found.get(id);
  }
}
