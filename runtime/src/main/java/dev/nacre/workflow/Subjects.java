package dev.nacre.workflow;

import dev.nacre.record.RecordLocks;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Sees to it that one transaction at a time advances what is about a record. Steps write records,
 * counted ones and others in an order of their own: of two batches that are about the same records,
 * each would soon wait for what the other one has written.
 */
@Singleton
final class Subjects {
  private final RecordLocks records;

  Subjects(RecordLocks records) {
    this.records = records;
  }

  /**
   * Those runs about whose records nobody else is at work; their records are theirs until the
   * transaction ends. The others are left for whoever comes when these are free.
   */
  List<InstanceRun> free(List<InstanceRun> runs) {
    var alone = new HashSet<UUID>();
    var shared = new HashSet<UUID>();
    for (InstanceRun run : runs) {
      (shares(run) ? shared : alone).addAll(of(run));
    }
    Set<UUID> taken = records.takeFree(alone);
    Set<UUID> beside = records.shareFree(shared);
    return runs.stream()
        .filter(run -> (shares(run) ? beside : taken).containsAll(of(run)))
        .toList();
  }

  /** Items of one record go on beside each other, and so does what many records have in common. */
  private static boolean shares(InstanceRun run) {
    return !run.context().itemRecords().isEmpty();
  }

  private static List<UUID> of(InstanceRun run) {
    var subjects = new ArrayList<>(run.context().itemRecords().values());
    UUID record = run.instance().record();
    if (record != null) {
      subjects.add(record);
    }
    return subjects;
  }

  /** Of which records others may be ready, too. */
  static Set<UUID> of(List<StoredInstance> found) {
    var subjects = new HashSet<UUID>();
    for (StoredInstance one : found) {
      Instance.Parent parent = one.instance().parent();
      UUID record = one.instance().record();
      if (parent != null && !parent.items().isEmpty()) {
        parent.items().forEach(id -> subjects.add(UUID.fromString(id.asText())));
      } else if (record != null) {
        subjects.add(record);
      }
    }
    return subjects;
  }
}
