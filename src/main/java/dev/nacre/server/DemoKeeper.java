package dev.nacre.server;

import dev.nacre.metadata.Json;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Forms;
import dev.nacre.record.FormsRegistry;
import dev.nacre.record.Origin;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.util.List;

/** Gives the sample's first warehouse to the demo's keeper, who sees nobody else's orders. */
@Singleton
final class DemoKeeper {
  private static final String FORM = "warehouse";
  private static final String KEEPER = "warehouse";

  private final FormsRegistry registry;
  private final RecordEngine records;

  DemoKeeper(FormsRegistry registry, RecordEngine records) {
    this.registry = registry;
    this.records = records;
  }

  /** Names the keeper, as a manager would on the warehouse's page. */
  void name(String app, Identity by) {
    Forms forms = registry.current(app);
    Query first =
        Query.of(FORM).sortedBy(List.of(new Query.Sort("code", true))).limit(1).withoutLines();
    for (StoredRecord record : records.query(forms, first, by).records()) {
      var keeper = Json.MAPPER.createObjectNode().put("staff", KEEPER);
      Change change = Change.update(record.id(), null, keeper);
      records.write(forms, Batch.one(FORM, change, by, Origin.of(Origin.Kind.SEED)));
    }
  }
}
