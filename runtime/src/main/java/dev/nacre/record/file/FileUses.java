package dev.nacre.record.file;

import dev.nacre.expression.Scope;
import dev.nacre.record.Attachment;
import dev.nacre.record.Batch;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.RecordObserver;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Notes which records hold which files, in the transaction that writes the record. */
@Singleton
public final class FileUses implements RecordObserver {
  private final Database database;

  /** Notes in that database. */
  public FileUses(Database database) {
    this.database = database;
  }

  /** A record that has held a file. */
  record Use(String form, UUID record) {}

  @Override
  public void written(Forms forms, Form form, Batch batch, List<Written> written, Scope scope) {
    var files = new ArrayList<String>();
    var records = new ArrayList<UUID>();
    for (Written one : written) {
      for (String file : held(one.after(), FormAccess.FREE)) {
        files.add(file);
        records.add(one.after().id());
      }
    }
    if (!files.isEmpty()) {
      note(forms, form.id(), files, records);
    }
  }

  private void note(Forms forms, String form, List<String> files, List<UUID> records) {
    database.inTransaction(
        connection -> {
          String sql =
              "insert into nacre.file_use (file, schema, form, record)"
                  + " select f::uuid, ?, ?, r from unnest(?::text[], ?::uuid[]) as x(f, r)"
                  + " on conflict do nothing";
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, forms.schema());
            statement.setString(2, form);
            statement.setArray(3, connection.createArrayOf("text", files.toArray()));
            statement.setArray(4, connection.createArrayOf("uuid", records.toArray()));
            return statement.executeUpdate();
          }
        });
  }

  /** Notes that a record holds a file, though none of its fields does yet. */
  public void hold(Forms forms, String form, UUID record, Attachment file) {
    note(forms, form, List.of(file.id()), List.of(record));
  }

  /** The records of that app that have held the file. */
  List<Use> of(String file, String schema) {
    return database.inTransaction(
        connection -> {
          String sql =
              "select form, record from nacre.file_use where file = ?::uuid and schema = ?";
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, file);
            statement.setString(2, schema);
            var uses = new ArrayList<Use>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                uses.add(new Use(row.getString(1), row.getObject(2, UUID.class)));
              }
            }
            return uses;
          }
        });
  }

  /**
   * The ids of the files that a record holds now.
   *
   * @param access what may be seen of it
   */
  static Set<String> held(StoredRecord record, FormAccess access) {
    var ids = new LinkedHashSet<String>();
    for (Field field : record.form().fields()) {
      if (access.hidden().contains(field.id()) || access.masked().contains(field.id())) {
        continue;
      }
      if (field.lines()) {
        record.lines(field.index()).forEach(line -> ids.addAll(held(line, access.in(field.id()))));
        continue;
      }
      Object value = record.get(field.index());
      if (value != null) {
        field.fieldType().attachments(value).stream().map(Attachment::id).forEach(ids::add);
      }
    }
    return ids;
  }
}
