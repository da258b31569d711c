package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.Scope;
import dev.nacre.expression.Visible;
import dev.nacre.storage.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Loads what records link to, one statement a link field, however many records there are. */
final class Links {
  private Links() {}

  /**
   * Puts the far records of these links into the records and their lines.
   *
   * @param wanted link fields of the form, of lines as {@code lines.product}, of far records as
   *     {@code warehouse.city}, and figures over records that link here; others are ignored
   * @param scope for {@code user app now} in what those figures are over
   */
  static void load(
      Connection connection,
      Form form,
      Collection<StoredRecord> records,
      Set<String> wanted,
      Scope scope)
      throws SQLException {
    if (wanted.isEmpty() || records.isEmpty()) {
      return;
    }
    new FarValues(connection, scope, Visible.ALL).figures(form, records, wanted);
    for (Field field : form.fields()) {
      Form many = field.many();
      Set<String> further = below(field.id(), wanted);
      var there = new ArrayList<StoredRecord>();
      if (many != null && (wanted.contains(field.id()) || !further.isEmpty())) {
        loadSeveral(connection, field, records);
        records.forEach(record -> there.addAll(record.several(field.index())));
        loadLines(connection, many, there, further);
        load(connection, many, there, further, scope);
        continue;
      }
      Form target = field.target();
      if (target == null) {
        continue;
      }
      if (field.lines()) {
        records.forEach(r -> there.addAll(r.lines(field.index())));
      } else if (wanted.contains(field.id()) || !further.isEmpty()) {
        loadOne(connection, field, records);
        for (StoredRecord record : records) {
          StoredRecord far = record.linked(field.index());
          if (far != null) {
            there.add(far);
          }
        }
        loadLines(connection, target, there, further);
      }
      load(connection, target, there, further, scope);
    }
  }

  /** The lines of far records, where one of their tables is wanted. */
  private static void loadLines(
      Connection connection, Form far, List<StoredRecord> there, Set<String> wanted)
      throws SQLException {
    if (far.tables().stream().anyMatch(table -> wanted.contains(table.id()))) {
      new RecordReads(connection, far).loadLines(there);
    }
  }

  private static void loadSeveral(
      Connection connection, Field links, Collection<StoredRecord> records) throws SQLException {
    Form far = java.util.Objects.requireNonNull(links.many());
    var ids = new HashSet<UUID>();
    records.forEach(record -> ids(record, links).forEach(ids::add));
    Map<UUID, StoredRecord> found = new RecordReads(connection, far).byIds(ids);
    for (StoredRecord record : records) {
      record.linkAll(
          links.index(),
          ids(record, links).stream().map(found::get).filter(Objects::nonNull).toList());
    }
  }

  /** The ids that several links hold. */
  static List<UUID> ids(StoredRecord record, Field links) {
    return record.get(links.index()) instanceof List<?> ids
        ? ids.stream().map(id -> UUID.fromString((String) id)).toList()
        : List.of();
  }

  private static Set<String> below(String field, Set<String> wanted) {
    String start = field + ".";
    return wanted.stream()
        .filter(w -> w.startsWith(start))
        .map(w -> w.substring(start.length()))
        .collect(Collectors.toSet());
  }

  private static void loadOne(Connection connection, Field link, Collection<StoredRecord> records)
      throws SQLException {
    Form far = java.util.Objects.requireNonNull(link.target());
    var ids = new HashSet<UUID>();
    for (StoredRecord record : records) {
      StoredRecord there = record.linked(link.index());
      Object id = record.get(link.index());
      if (id != null && (there == null || !there.id().equals(id))) {
        ids.add((UUID) id);
      } else if (id == null) {
        record.link(link.index(), null);
      }
    }
    Map<UUID, StoredRecord> found = new RecordReads(connection, far).byIds(ids);
    for (StoredRecord record : records) {
      Object id = record.get(link.index());
      if (id != null && ids.contains(id)) {
        record.link(link.index(), found.get(id));
      }
    }
  }

  /**
   * Replaces titles and other unique values in text cells by the ids of the records they name; what
   * is not found stays, and is a problem when it is read.
   */
  static void resolveTexts(Connection connection, Form form, List<ObjectNode> rows)
      throws SQLException {
    for (Field field : form.fields()) {
      if (field.lines()) {
        Form lines = java.util.Objects.requireNonNull(field.target());
        var inner = new ArrayList<ObjectNode>();
        for (ObjectNode row : rows) {
          for (JsonNode line : row.path(field.id())) {
            if (line instanceof ObjectNode object) {
              inner.add(object);
            }
          }
        }
        if (!inner.isEmpty()) {
          resolveTexts(connection, lines, inner);
        }
      } else if (field.linked() != null) {
        resolve(connection, field, rows);
      }
    }
  }

  private static void resolve(Connection connection, Field link, List<ObjectNode> rows)
      throws SQLException {
    Form far = java.util.Objects.requireNonNull(link.linked());
    Field name = naming(far);
    if (name == null) {
      return;
    }
    var texts = new HashSet<String>();
    for (ObjectNode row : rows) {
      names(link, row.path(link.id())).filter(n -> Binder.uuid(n) == null).forEach(texts::add);
    }
    if (texts.isEmpty()) {
      return;
    }
    var ids = new HashMap<String, String>();
    String sql =
        "select a."
            + name.column()
            + "::text, a.id from "
            + far.table()
            + " a where a."
            + name.column()
            + "::text = any(?) and a.deleted_at is null order by a.id desc";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Parameters.set(statement, 1, texts.toArray(String[]::new));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          ids.put(result.getString(1), result.getString(2));
        }
      }
    }
    for (ObjectNode row : rows) {
      JsonNode cell = row.path(link.id());
      if (cell.isTextual()) {
        String found =
            names(link, cell).map(n -> ids.getOrDefault(n, n)).collect(Collectors.joining(";"));
        row.set(link.id(), TextNode.valueOf(found));
      }
    }
  }

  /** What a text cell names: one record, or several with semicolons between them. */
  private static Stream<String> names(Field link, JsonNode cell) {
    if (!cell.isTextual()) {
      return Stream.of();
    }
    String[] parts =
        link.many() == null
            ? new String[] {cell.textValue()}
            : cell.textValue().split("[;；\n]", -1);
    return Stream.of(parts).map(String::strip).filter(part -> !part.isEmpty());
  }

  /**
   * The field by whose value people name a record: the first that is unique by itself, else the
   * title.
   */
  static @org.jspecify.annotations.Nullable Field naming(Form form) {
    return form.unique().stream()
        .filter(g -> g.fields().size() == 1)
        .map(g -> g.fields().getFirst())
        .findFirst()
        .orElseGet(form::titleField);
  }
}
