package dev.nacre.record;

import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.Scope;
import dev.nacre.expression.Visible;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.storage.Parameters;
import dev.nacre.storage.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which rows somebody may read or use, as SQL; the same here and at the far end of a link. */
final class RowLimits implements Visible {
  private final Forms forms;
  private final Scope scope;
  private final Identity who;

  RowLimits(Forms forms, Scope scope, Identity who) {
    this.forms = forms;
    this.scope = scope;
    this.who = who;
  }

  @Override
  public @Nullable Sql rows(String form, String alias) {
    return rows(form, alias, Action.READ);
  }

  /** What holds of the rows with which that may be done; null when of every one. */
  @Nullable Sql rows(String form, String alias, Action action) {
    FormAccess access = forms.permissions().on(form, who);
    if (!access.may(action)) {
      return Sql.of("false");
    }
    List<CompiledCondition> limits = access.limits(action);
    return limits.isEmpty()
        ? null
        : Sql.of("(")
            .then(Sql.join(" or ", limits.stream().map(l -> l.sql(alias, scope)).toList()))
            .then(")");
  }

  /** Takes the far records that may not be read out of those links, one statement each. */
  void hide(Connection connection, Form form, Collection<StoredRecord> records, Set<String> links)
      throws SQLException {
    for (String link : links) {
      Field field = form.field(link).filter(f -> !f.lines()).orElse(null);
      Form many = field == null ? null : field.many();
      if (field != null && many != null) {
        several(connection, field, many, records);
      }
      Form far = field == null ? null : field.target();
      if (field != null && far != null) {
        Set<UUID> seen = null;
        for (StoredRecord record : records) {
          StoredRecord there = record.linked(field.index());
          if (there != null && seen == null) {
            seen = readable(connection, far, linked(records, field));
          }
          if (there != null && seen != null && !seen.contains(there.id())) {
            record.link(field.index(), null);
          }
        }
      }
    }
  }

  private void several(
      Connection connection, Field links, Form far, Collection<StoredRecord> records)
      throws SQLException {
    var ids = new HashSet<UUID>();
    records.forEach(r -> r.several(links.index()).forEach(there -> ids.add(there.id())));
    Set<UUID> seen = readable(connection, far, ids);
    for (StoredRecord record : records) {
      record.linkAll(
          links.index(),
          record.several(links.index()).stream().filter(r -> seen.contains(r.id())).toList());
    }
  }

  private static Set<UUID> linked(Collection<StoredRecord> records, Field link) {
    var ids = new HashSet<UUID>();
    records.stream()
        .map(r -> r.linked(link.index()))
        .filter(Objects::nonNull)
        .forEach(r -> ids.add(r.id()));
    return ids;
  }

  /** Those of the ids whose records may be read. */
  Set<UUID> readable(Connection connection, Form form, Set<UUID> ids) throws SQLException {
    Sql limit = rows(form.id(), "a");
    if (limit == null || ids.isEmpty()) {
      return ids;
    }
    Sql sql =
        Sql.of("select a.id from " + form.table() + " a where ")
            .then(Sql.in("a.id", ids.toArray(UUID[]::new)))
            .then(" and ")
            .then(limit);
    var readable = new HashSet<UUID>();
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      Parameters.set(statement, sql.parameters());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          readable.add(row.getObject(1, UUID.class));
        }
      }
    }
    return readable;
  }
}
