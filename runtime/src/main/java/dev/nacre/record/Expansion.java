package dev.nacre.record;

import dev.nacre.expression.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Loads the records that links point to, as far as they may be read, with what they find afar. */
record Expansion(Connection connection, Scope scope, RowLimits limits) {
  /** Puts the far records of those links into the records, a constant number of statements. */
  void load(Form form, List<StoredRecord> records, Set<String> links) throws SQLException {
    Links.load(connection, form, records, links, scope);
    limits.hide(connection, form, records, links);
    var far = new FarValues(connection, scope, limits);
    for (String link : links) {
      Field field = form.field(link).filter(f -> !f.lines()).orElse(null);
      Form target = field == null ? null : field.linked();
      if (field != null && target != null) {
        far.read(target, there(field, records));
      }
    }
  }

  private static List<StoredRecord> there(Field link, List<StoredRecord> records) {
    var there = new ArrayList<StoredRecord>();
    for (StoredRecord record : records) {
      there.addAll(record.several(link.index()));
      StoredRecord one = record.linked(link.index());
      if (one != null) {
        there.add(one);
      }
    }
    return there;
  }
}
